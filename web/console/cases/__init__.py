"""People and their cases: search, choices, mandates."""
