"""The pipeline from articles to a briefing, and what explains and proves it."""
