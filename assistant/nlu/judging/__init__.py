"""How well strangers and dialects are understood."""
