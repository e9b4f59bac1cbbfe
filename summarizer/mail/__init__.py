"""A briefing's mail: written, and handed to a mail server, ``sendmail`` or a mailbox.

``build_message`` writes the mail, ``open_transport`` opens the way out that the settings name, ``send_edition`` sends
to the addresses that wait in an ``Outbox``.
"""

from summarizer.mail.local_transports import open_transport
from summarizer.mail.mail_settings import NO_SECRET, MailSettings, Secret, check_settings, list_recipients, read_secret
from summarizer.mail.message import (
    Mail,
    Transport,
    TransportError,
    UnreachableError,
    address_to,
    build_message,
    is_worth_mailing,
)
from summarizer.mail.sending import Failure, Outbox, Sent, send_edition

__all__ = [
    "NO_SECRET",
    "Failure",
    "Mail",
    "MailSettings",
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
