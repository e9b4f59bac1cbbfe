"""A briefing → a mail → a mail server, ``sendmail`` or a mailbox. Beside ``sources`` the only room with a network.

``build_message`` writes the mail, ``open_transport`` gives the way out that the settings name, ``send_edition`` sends
to whoever is waiting in an ``Outbox``, which somebody else keeps on the disk.
"""

from __future__ import annotations

from summarizer.mailing.letters import Transport, TransportError, UnreachableError
from summarizer.mailing.message import Mail, address_to, build_message, is_worth_mailing
from summarizer.mailing.outbox import Delivery, MemoryOutbox, Outbox
from summarizer.mailing.secret import NO_SECRET, Secret, read_secret
from summarizer.mailing.sending import Failure, Sent, send_edition
from summarizer.mailing.settings import MailSettings, check_settings, list_recipients
from summarizer.mailing.transports import open_transport

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
