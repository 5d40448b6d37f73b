"""Danger to life or health: patterns and excuses, and the model that weighs them."""
