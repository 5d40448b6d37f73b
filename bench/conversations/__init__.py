"""Simulated people with a known wish: what is registered is what they wished, or nothing is."""
