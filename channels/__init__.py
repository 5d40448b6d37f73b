"""How words come in and go out: conversation, inbox, turns, outbox, delivery; sms/, phone/."""
