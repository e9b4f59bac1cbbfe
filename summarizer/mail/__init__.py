"""A briefing's mail: written, and handed to a mail server, ``sendmail`` or a mailbox.

``build_message`` writes the mail, ``open_transport`` opens the way out that the settings name, ``send_edition`` sends
to the addresses that wait in an ``Outbox``.
"""
