"""What every room stands on: settings, the clock and the database. Knows no other room."""
