"""What happens in a life, told to the assistant."""
