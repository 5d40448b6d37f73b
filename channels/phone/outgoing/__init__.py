"""Calls that we place, and what is said to whoever takes them."""
