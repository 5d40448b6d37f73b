"""Dates in every form in which people write and say them, with every reading that there is."""
