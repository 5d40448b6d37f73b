"""Casework: what a caseworker does to conversations and tasks, and what there is to do."""
