"""`python -m brukervalg`: the commands."""

from service.cli import main

main()
