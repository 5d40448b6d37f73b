"""The adapter for the web: a chat on a page of its own, and the same in a frame."""
