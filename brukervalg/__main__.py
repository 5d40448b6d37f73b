"""`python -m brukervalg`: the commands."""

from brukervalg.cli import main

main()
