"""Files from other systems, read and checked line by line, and the letters that are written."""
