"""Sources: a place (file, folder, standard input) → articles and problems. All reading is done here."""

from summarizer.sources.places import digest_place, read_again, read_places
from summarizer.sources.readers import MAX_BYTES, SOURCES, STDIN

__all__ = ["MAX_BYTES", "SOURCES", "STDIN", "digest_place", "read_again", "read_places"]
