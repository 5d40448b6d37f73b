"""Mandates: given, told of and withdrawn, by whoever is proven."""
