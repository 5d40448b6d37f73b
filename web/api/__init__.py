"""The public API: the catalogue as JSON, read-only, with nothing personal in it."""
