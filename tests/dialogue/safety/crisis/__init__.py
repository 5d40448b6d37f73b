"""A crisis lasts, and ends only in few ways."""
