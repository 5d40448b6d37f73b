"""The body of facts: statements about free choice, each with a place, a source and a date.

`Facts` is the entry point: it knows the places that people name, and finds the statement that
answers a question. What it does not hold is not answered.
"""
