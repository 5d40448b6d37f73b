"""Changes to texts, schemes and the catalogue: proposed, approved by another, in force."""
