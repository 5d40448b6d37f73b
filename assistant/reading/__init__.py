"""Reading codes, dates, telephone numbers and marks by what was asked.

A room of its own: the engine reads with it what a message is, the actions what it says. It needs
nothing but the standard library, PyYAML and dateutil, which both environments have.
"""
