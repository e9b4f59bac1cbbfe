"""Ranking: which sentences of a pool are the most central."""

from summarizer.ranking.centralities import CENTRALITIES, Method
from summarizer.ranking.pool import Pool
from summarizer.ranking.ranks import rank

__all__ = ["CENTRALITIES", "Method", "Pool", "rank"]
