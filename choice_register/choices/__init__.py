"""Choices: what may be chosen, choosing, undo, and what becomes of a choice afterwards."""
