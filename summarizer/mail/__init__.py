"""A briefing → a mail → a mail server, ``sendmail`` or a mailbox. Beside ``sources`` the only room with a network.

``build_message`` writes the mail, ``open_transport`` gives the way out that the settings name, ``send_edition`` sends
to whoever is waiting in an ``Outbox``, which somebody else keeps on the disk.
"""

from __future__ import annotations

from summarizer.storage import Delivery

from .letters import Transport, TransportError, UnreachableError
from .message import Mail, address_to, build_message, is_worth_mailing
from .outbox import MemoryOutbox, Outbox
from .secret import NO_SECRET, Secret, read_secret
from .sending import Failure, Sent, send_edition
from .settings import MailSettings, check_settings, list_recipients
from .transports import open_transport

__all__ = [
    "NO_SECRET",
    "Delivery",
    "Failure",
    "Mail",
    "MailSettings",
    "MemoryOutbox",
    "Outbox",
    "Secret",
    "Sent",
    "Transport",
    "TransportError",
    "UnreachableError",
    "address_to",
    "build_message",
    "check_settings",
    "is_worth_mailing",
    "list_recipients",
    "open_transport",
    "read_secret",
    "send_edition",
]
