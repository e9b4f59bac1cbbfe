"""A story's articles → one briefing, and the plans it is made by."""
