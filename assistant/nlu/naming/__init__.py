"""Names from the catalogue, however they are spelt or heard."""
