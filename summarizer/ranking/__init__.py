"""Ranking: which sentences of a pool are the most central."""

from summarizer.ranking.centralities import CENTRALITIES, Method
from summarizer.ranking.pool import Pool
from summarizer.ranking.ranks import find_method, rank

__all__ = ["CENTRALITIES", "Method", "Pool", "find_method", "rank"]
