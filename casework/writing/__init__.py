"""What caseworkers write: checked, kept while it is begun, and sent."""
