"""Choosing, switching and taking back: found, read back, confirmed, registered."""
