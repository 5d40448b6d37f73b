"""The person's own case: proof first, then decision, provider, choice and what we wrote."""
