"""When notifications are due, and in which words: the rules over register and conversations."""
