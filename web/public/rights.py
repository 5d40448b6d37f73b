"""What free choice is, in easy Norwegian and other languages, and how one gets an interpreter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from pydantic import TypeAdapter

from core.yaml_files import read_yaml
from web.public import municipality_page
from web.public.dependencies import PageDependencies

FILE = Path(__file__).parent / "languages.yml"
STATED_BY = ("responsible", "choice_is_national_right", "relative_has_authority")
INTERPRETER = ("interpreter_price", "interpreter_booked_by")


@dataclass(frozen=True)
class Summary:
    """The page in one language.

    Attributes:
        name: the language's, in itself.
        lang: as HTML has it (BCP 47).
        read_by: `human` where somebody who speaks the language has read it, else `nobody`.
        dir: the direction in which it is read.
    """

    name: str
    lang: str
    read_by: Literal["human", "nobody"]
    title: str
    text: tuple[str, ...]
    interpreter_title: str
    interpreter: tuple[str, ...]
    danger: str
    dir: Literal["ltr", "rtl"] = "ltr"


@cache
def summaries() -> Mapping[str, Summary]:
    """Every language, by the name that it has in an address."""
    content = read_yaml(FILE)
    return TypeAdapter(dict[str, Summary]).validate_python(content)


class RightsPages:
    """The views.

    Args:
        ground: what they stand on.
    """

    def __init__(self, ground: PageDependencies) -> None:
        self._ground = ground

    def add_to(self, pages: Blueprint) -> None:
        """Add their addresses."""
        pages.add_url_rule("/sprak", "rights", self.index)
        pages.add_url_rule("/sprak/<language>", "rights_in", self.one)

    def index(self) -> ResponseReturnValue:
        """The languages that there are."""
        return render_template("website/rights.html", summaries=summaries())

    def one(self, language: str) -> ResponseReturnValue:
        """The page in one language."""
        summary = summaries().get(language)
        if summary is None:
            abort(404)
        wording = self._ground.wording()
        return render_template(
            "website/rights_in.html",
            summary=summary,
            law=municipality_page.law(wording, *STATED_BY, *INTERPRETER),
        )
