"""Reading the catalogue's files, and saying exactly what is wrong in one that is broken."""
