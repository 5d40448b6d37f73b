"""What comes before everything else: danger, a crisis that lasts, and what happens in a life."""
