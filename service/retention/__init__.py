"""Retention: what is forgotten when, and what is emptied early."""
