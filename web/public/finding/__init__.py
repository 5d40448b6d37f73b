"""Finding: a place, a provider, a comparison or an answer, from what somebody types."""
