"""Long messages as several acts: cut into clauses, each read, the whole ranked, urgent first."""
