"""What a message wishes, and what of it is a wish."""
