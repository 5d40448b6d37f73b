"""Ikke forstått: what the assistant missed, what it meant, and a trial of what it has learned."""
