"""Identity verification: letter codes, attempts, proofs and sign-in."""
