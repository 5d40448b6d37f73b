"""A section of the console: an entry of its menu, and the pages behind it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint

from web.auth import Caseworker, Role
from web.console.dependencies import Dependencies


@dataclass(frozen=True)
class Section:
    """One section. `web.console.sections` lists them all; `web.console.console` guards every page.

    Attributes:
        title: in the menu, in Norwegian.
        home: the view that the menu leads to, such as `queue.index` (`blueprint.view`).
        roles: whoever has one of them where they work may see its pages, and nobody else.
        blueprint: makes its pages; addresses begin after `/casework`.
        count: how many things wait in it, for the menu; None where nothing is counted.
        in_menu: False for pages that others lead to.
    """

    title: str
    home: str
    roles: tuple[Role, ...]
    blueprint: Callable[[Dependencies], Blueprint]
    count: Callable[[Dependencies, Caseworker], int] | None = None
    in_menu: bool = True
