"""What a message wishes: which firm for which help, by whom, and whether it is a wish at all."""
