"""Reading a message for the gate: its signs, what it repeats of our question, who signs it."""
