"""What there is to do: the queue, one's own, calls, wishes, and what did not arrive."""
