"""What is known of each language, as data: a folder of TOML files a language, and the one loader that reads them."""

from summarizer.lang.language import Language, detect_language, known_languages, load_language

__all__ = ["Language", "detect_language", "known_languages", "load_language"]
