"""Fetching: addresses → articles in files. Beside the sending of mail the only room that touches the network."""

from __future__ import annotations

from summarizer.fetching.addresses import is_remote, show_address
from summarizer.fetching.client import Client
from summarizer.fetching.lists import Place
from summarizer.fetching.moments import Window
from summarizer.fetching.policy import Policy
from summarizer.fetching.results import Fetched, Outcome, Step, describe_fetched
from summarizer.fetching.rounds import fetch
from summarizer.fetching.state import STATE_FILE

__all__ = [
    "STATE_FILE",
    "Client",
    "Fetched",
    "Outcome",
    "Place",
    "Policy",
    "Step",
    "Window",
    "describe_fetched",
    "fetch",
    "is_remote",
    "show_address",
]
