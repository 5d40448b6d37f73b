"""A second reading of a message, by a language model that a municipality runs or rents.

Off by default. Of this room the engine imports `ours` and `accepted` alone, which need nothing.
"""
