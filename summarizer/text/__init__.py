"""A text and its sentences: characters repaired, boilerplate marked, sentences cut, every change recorded."""
