"""Numbers in digits and words: runs of digits, telephone numbers, marks."""
