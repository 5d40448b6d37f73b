"""What happens in a life: a death, abuse, loss, worry, and what is needed today."""
