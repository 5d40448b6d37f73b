"""Delivery: the outbox, sending through Twilio, status callbacks, and what is not delivered."""
