"""Learning from what the assistant missed: labels, examples, a trial before anything goes live.

Nothing that a person wrote becomes training data by itself: one person says what it meant and takes
out what could tell who wrote it, another looks it over, and a new model is compared with the one
in use before it takes its place.
"""
