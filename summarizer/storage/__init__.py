"""What stays on the disk: the history of editions and their mail, locks, files written whole or not at all.

The history is one SQLite file. Deleting it loses the memory of what was printed and mailed, and nothing else.
"""

from .deliveries import (
    Delivery,
    State,
    StoredOutbox,
    find_mail,
    list_deliveries,
    mark_delivery,
    next_deliveries,
    queue_mail,
    requeue,
)
from .editions import (
    Edition,
    describe_editions,
    export_editions,
    find_edition,
    forget_edition,
    keep_edition,
    list_editions,
    remember,
)
from .files import encode, slug, write_all, write_atomically
from .history import Condition, History, examine_history, open_history, peek_history
from .locks import find_holder, hold_lock

__all__ = [
    "Condition",
    "Delivery",
    "Edition",
    "History",
    "State",
    "StoredOutbox",
    "describe_editions",
    "encode",
    "examine_history",
    "export_editions",
    "find_edition",
    "find_holder",
    "find_mail",
    "forget_edition",
    "hold_lock",
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
    "slug",
    "write_all",
    "write_atomically",
]
