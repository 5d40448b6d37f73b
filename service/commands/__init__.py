"""What the commands of `brukervalg` do."""
