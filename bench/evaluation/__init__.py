"""How well strangers are understood, and the page that tells it."""
