"""What stays on the disk: the history of editions and their mail, locks, files written whole or not at all.

The history is one SQLite file. Deleting it loses the memory of what was printed and mailed, and nothing else.
"""
