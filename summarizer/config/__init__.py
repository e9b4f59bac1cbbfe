"""Settings file and command line → one typed configuration; plans."""
