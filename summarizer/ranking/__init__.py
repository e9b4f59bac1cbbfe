"""Ranking: which sentences of a pool are the most central."""

from summarizer.ranking.centralities import CENTRALITIES, Method, Pool
from summarizer.ranking.ranks import rank

__all__ = ["CENTRALITIES", "Method", "Pool", "rank"]
