"""What must not happen at the console: nothing dangerous vanishes, nothing hostile works."""
