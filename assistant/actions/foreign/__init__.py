"""Other languages: a few words of each are understood, and answered in it."""
