"""Finding the entry that a question asks for: what it asks, what is like it, what answers it."""
