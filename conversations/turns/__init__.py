"""Turns: an incoming message is stored once, answered once, and tried again until it has an end."""
