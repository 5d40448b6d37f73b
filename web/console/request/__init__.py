"""What every request of the console has: who asks, why, with which key."""
