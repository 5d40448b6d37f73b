"""The door for text messages."""
