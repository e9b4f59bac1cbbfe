"""What an edition is sent by: its mail, to a mail server, ``sendmail`` or a mailbox; and what is posted to a webhook.

``build_message`` writes the mail, ``open_transport`` opens the way out that the settings name, ``send_edition`` sends
to the addresses that wait in an ``Outbox``.
"""
