"""Sends an edition in a process of its own, with a queue on the disk: to be killed at any moment.

Arguments: the server's port, the message's file, the queue's file. The queue is a line for each change of state,
written through to the disk; reading them in order gives the state of each address.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from memory_outbox import MemoryOutbox

from summarizer.mail.mail_settings import MailSettings
from summarizer.mail.sending import send_edition
from summarizer.mail.transports import open_transport
from summarizer.storage.deliveries import Delivery, State


class FileOutbox(MemoryOutbox):
    """A queue that appends each change to a file; a last line without an end was never told."""

    def __init__(self, path: Path) -> None:
        super().__init__(())
        content = path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        for line in whole.splitlines():
            address, state = json.loads(line)
            self.deliveries[address] = Delivery(address, state)
        self._descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.ftruncate(self._descriptor, len(whole))

    def mark(self, addresses: Sequence[str], state: State, why: str = "") -> None:
        super().mark(addresses, state, why)
        for address in addresses:
            os.write(self._descriptor, f"{json.dumps([address, state])}\n".encode())
        os.fsync(self._descriptor)


def main() -> None:
    """Send to whoever is waiting."""
    port, message, queue = sys.argv[1:]
    settings = MailSettings(server=f"smtp://127.0.0.1:{port}", timeout=10, patience=10)
    outbox = FileOutbox(Path(queue))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    with open_transport(settings) as transport:
        send_edition(Path(message).read_bytes(), outbox, transport, pauses=(0.1, 0.1))


if __name__ == "__main__":
    main()
