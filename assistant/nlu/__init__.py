"""Understanding: own components of Rasa's graph. Runs only in the engine's Python 3.10.

The ideas live in plain modules that know nothing of Rasa (normalise, numbers, dates, commands,
danger, language, names, classifier); `components` puts them into Rasa's graph.
"""
