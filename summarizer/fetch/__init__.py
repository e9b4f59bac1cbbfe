"""Fetching: addresses → articles in files. Beside the sending of mail the only room that touches the network."""

from __future__ import annotations

from summarizer.fetch.client import Client, Policy
from summarizer.fetch.feeds import Place, Window
from summarizer.fetch.state import STATE_FILE
from summarizer.fetch.sync import Fetched, Outcome, Step, describe_fetched, fetch
from summarizer.fetch.web_addresses import is_remote, show_address

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
