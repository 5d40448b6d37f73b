"""What the assistant missed, at the console."""
