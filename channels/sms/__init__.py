"""The adapter for text messages."""
