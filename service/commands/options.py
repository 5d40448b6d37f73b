"""Options that several commands take."""

import click

MUNICIPALITY = click.option(
    "--municipality", default=None, metavar="NUMMER", help="Bare denne kommunen, for eksempel 0301."
)
DAY = click.DateTime(["%Y-%m-%d"])
