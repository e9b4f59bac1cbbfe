"""Which sentences tell the same: vectors, clusters, contradictions, and what earlier editions told."""
