"""The pages about cases: the queue, a person, a choice, a call."""
