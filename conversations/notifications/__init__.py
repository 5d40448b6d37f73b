"""Notifications: messages that we begin, planned once and placed in the outbox once."""
