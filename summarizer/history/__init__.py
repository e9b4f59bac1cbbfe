"""What earlier editions printed and mailed, in an SQLite file. Deleting it loses that memory and nothing else."""

from summarizer.history.deliveries import (
    StoredOutbox,
    find_mail,
    list_deliveries,
    mark_delivery,
    next_deliveries,
    queue_mail,
    requeue,
)
from summarizer.history.editions import (
    Edition,
    describe_editions,
    export,
    find_edition,
    forget,
    keep_edition,
    list_editions,
    remember,
)
from summarizer.history.opening import Condition, History, examine_history, open_history, peek_history
from summarizer.mailing.outbox import Delivery, State

__all__ = [
    "Condition",
    "Delivery",
    "Edition",
    "History",
    "State",
    "StoredOutbox",
    "describe_editions",
    "examine_history",
    "export",
    "find_edition",
    "find_mail",
    "forget",
    "keep_edition",
    "list_deliveries",
    "list_editions",
    "mark_delivery",
    "next_deliveries",
    "open_history",
    "peek_history",
    "queue_mail",
    "remember",
    "requeue",
]
