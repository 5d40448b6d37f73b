"""What is in force: decisions, choices, letter codes, proofs of who it is, and the audit.

Knows the catalogue and the foundation, and no channel, text or engine. `Register` is the facade.
"""
