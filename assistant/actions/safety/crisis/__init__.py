"""A crisis lasts: what is answered after an alarm, and the only ways in which it ends."""
