"""A mail to send in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sample_briefing import BRIEFING

from summarizer.mail.mail_settings import MailSettings
from summarizer.mail.message import build_message

NOW = datetime(2031, 3, 5, 6, 30, tzinfo=UTC)
ANN, BO, CID, DEE = "ann@a.example", "bo@b.example", "cid@c.example", "dee@d.example"
SETTINGS = MailSettings(
    sender="Früh-Desk <desk@news.example>", to=(f"Ann <{ANN}>", BO), cc=(CID,), bcc=(DEE,), timeout=5, patience=5
)
EVERYONE = (ANN, BO, CID, DEE)


def raw(**more: Any) -> bytes:
    """Write the sample briefing's mail as it is kept."""
    mail = build_message(BRIEFING, replace(SETTINGS, **more), NOW, "morning")
    assert mail.problems == ()
    return mail.content
