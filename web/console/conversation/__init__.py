"""One conversation: what was said and understood, the case beside it, and what can be done."""
