"""Articles → stories."""
