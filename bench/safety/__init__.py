"""Whole conversations played over the real webhooks, and judged turn by turn."""
