"""Proof of who it is: asked for, given in pieces, put right, lost."""
