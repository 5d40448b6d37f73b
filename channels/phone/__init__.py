"""The door for calls: webhooks that answer in TwiML, each step of a call stored and given once."""
