"""The choice frame: who is wished for, kept or rejected, for which help, and on which condition."""
