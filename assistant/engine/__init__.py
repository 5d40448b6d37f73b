"""Running Rasa: a lean start, a front that keeps nothing between turns, training with a cache."""
