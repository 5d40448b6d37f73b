"""The adapter for calls: webhooks that answer in TwiML; each step is stored and given once."""
