"""What can be edited: how each piece stands, what it says in words, and what is wrong with it."""

from dataclasses import replace
from typing import Any

from flask import url_for

from assistant.texts.emergency_numbers import sentences_with_numbers
from assistant.texts.review import Problem, review, review_statement
from assistant.texts.samples import sample_values
from assistant.texts.text import STANDARDS
from casework.writing.saved_answers import problems
from provider_catalog.facts.own import KIND
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.revisions.revisions import Revisions
from web.console.dependencies import Dependencies
from web.console.editing.forms.bounds import outside_bounds
from web.console.editing.forms.refusals import told, told_of_fact
from web.console.editing.kinds.effects import effects
from web.console.editing.kinds.provider_names import Taken, tell_name, unfit
from web.console.editing.placeholders import as_called
from web.console.editing.words import EVERYWHERE, Row, rows, title

TEXT = "text"
ANSWER = "answer"
ADDRESSES = {
    TEXT: "casework.editing.text",
    "rule": "casework.editing.rule",
    "provider": "casework.editing.provider",
    "contract": "casework.editing.contract",
    ANSWER: "casework.editing.answer",
    "office": "casework.editing.office_piece",
    "fact": "casework.editing.fact",
}

IN_USE = {
    "provider": {"": "Noen har valgt leverandøren. Gi avtalen en siste dag i stedet."},
    "contract": {"provider": "Noen har valgt etter denne avtalen. Gi den en siste dag i stedet."},
}
"""Why what people have chosen is not taken away, by the kind of piece and the field."""


FACT_WITH_ALARM = "Svaret kan ikke ha et nødnummer. Det står i programmets egne svar."


class Pieces:
    """Everything that a municipality can edit.

    Args:
        deps: where texts and catalogue stand.
    """

    def __init__(self, deps: Dependencies) -> None:
        self._deps = deps

    def now(self, municipality: str, piece: str) -> Any:
        """What citizens are told now; None where there is no such piece."""
        if name := _text_name(piece):
            text = self._deps.texts.of(municipality).all.get(name)
            return text.content() if text else None
        if _is_answer(piece):
            known = Revisions(self._deps.database, self._deps.clock).in_force(municipality, piece)
            return known.content if known else None
        return self._deps.catalogue.content(municipality, piece)

    def original(self, municipality: str, piece: str) -> Any:
        """What the program's own files say; None where they do not."""
        if name := _text_name(piece):
            text = self._deps.texts.all.get(name)
            return text.content() if text else None
        if _is_answer(piece):
            return None
        try:
            return self._deps.catalogue.check(municipality, piece, None)
        except CatalogueError:
            return None

    def would_be(self, municipality: str, piece: str, content: Any) -> Any:
        """A proposed content, or the files' own where it is None."""
        return self.original(municipality, piece) if content is None else content

    def rows(self, piece: str, content: Any) -> list[Row]:
        """What a content says, a row a thing."""
        found = rows(piece, content, self._deps.catalogue)
        if _text_name(piece) is None:
            return found
        return [replace(row, words=as_called(row.words)) for row in found]

    def title(self, municipality: str, piece: str, content: Any = None) -> str:
        """What a piece is called.

        Args:
            content: a proposed one, for what does not exist yet.
        """
        known = self.now(municipality, piece) or content
        called = title(piece, known, self._deps.catalogue)
        return as_called(called) if _text_name(piece) else called

    def address(self, piece: str) -> str:
        """The page on which it is edited."""
        kind, _, name = piece.partition(":")
        return url_for(ADDRESSES[kind], name=name)

    def problems(self, municipality: str, piece: str, content: Any) -> dict[str, str]:
        """What keeps a content from coming into force, by field; the same checks as the files'."""
        if name := _text_name(piece):
            if name not in self._deps.texts.all:
                return {"": "Teksten finnes ikke lenger i programmet."}
            found = {} if content is None else self._text_problems(municipality, name, content)
            return {field: as_called(says) for field, says in found.items()}
        if _is_answer(piece):
            return {} if content is None else problems(content)
        if _is_fact(piece):
            return {} if content is None else self._fact_problems(municipality, piece, content)
        try:
            then = self._deps.catalogue.check(municipality, piece, content)
        except CatalogueError as error:
            return told(error)
        return (
            self._taken_away(municipality, piece, then)
            | self._names_unfit(municipality, piece, content)
            | outside_bounds(content, self._deps.clock.today())
        )

    def effects(self, municipality: str, piece: str, content: Any) -> list[str]:
        """What a content would do to those who choose and to the cases under way, in words."""
        if _text_name(piece) or _is_answer(piece) or _is_fact(piece):
            return []
        catalogue, register = self._deps.catalogue, self._deps.register
        try:
            then = catalogue.with_change(municipality, piece, content)
        except CatalogueError:
            return []
        under_way = register.choices_under_way(municipality)
        told = effects(catalogue, then, municipality, under_way, self._deps.clock.today())
        tried = self.names_tried(municipality, piece, content)
        return told + [tell_name(form, taken) for form, taken in tried.items()]

    def names_tried(self, municipality: str, piece: str, content: Any) -> dict[str, list[Taken]]:
        """By name that something would get, the messages in which it would be found wrongly.

        Names that the program's own files have are not tried: the engine was made with them.
        """
        if content is None or self._deps.name_trial is None:
            return {}
        stood = {id_: forms for id_, forms in _named(piece, self.original(municipality, piece))}
        known = self._deps.catalogue.spoken_names()
        found: dict[str, list[Taken]] = {}
        for own, forms in _named(piece, content):
            new = [each for each in forms if each not in stood.get(own, ())]
            found |= self._deps.name_trial.taken(new, known, own) if new else {}
        return found

    def _names_unfit(self, municipality: str, piece: str, content: Any) -> dict[str, str]:
        wrong: dict[str, list[str]] = {}
        fields = {form: at for _, forms in _named(piece, content) for form, at in forms.items()}
        for form, taken in self.names_tried(municipality, piece, content).items():
            if why := unfit(form, taken):
                wrong.setdefault(fields[form], []).append(why)
        return {field: " ".join(each) for field, each in wrong.items()}

    def _taken_away(self, municipality: str, piece: str, then: Any) -> dict[str, str]:
        """What people have chosen is not taken away under them: it is ended, with a last day."""
        kind, _, name = piece.partition(":")
        if kind == "provider" and then is None:
            return IN_USE[kind] if name in self._deps.register.in_use().providers else {}
        now = self.now(municipality, piece)
        if kind == "contract" and now and (then is None or then["provider"] != now["provider"]):
            used = name in self._deps.register.in_use(municipality).contracts
            return IN_USE[kind] if used else {}
        return {}

    def _fact_problems(self, municipality: str, piece: str, content: Any) -> dict[str, str]:
        """The checks of the files' statements, and those of every text that is said."""
        wrong = outside_bounds(content, self._deps.clock.today())
        try:
            self._deps.catalogue.check(municipality, piece, content)
        except CatalogueError as error:
            wrong |= told_of_fact(error)
        short = {standard: str(content[standard]) for standard in STANDARDS}
        whole = {each: f"{short[each]} {content[f'more_{each}']}".strip() for each in STANDARDS}
        if all(short.values()):
            wrong |= review_statement(self._deps.texts.of(municipality), short, whole)
        for standard, words in whole.items():
            if sentences_with_numbers(words):
                wrong[standard] = FACT_WITH_ALARM
        return wrong

    def _text_problems(self, municipality: str, name: str, content: Any) -> dict[str, str]:
        catalogue, texts = self._deps.catalogue, self._deps.texts
        samples = sample_values(catalogue, municipality)
        wrong: dict[str, str] = {}
        for problem in review(texts, name, content, samples):
            field = _field(problem, content)
            wrong[field] = f"{wrong[field]} {problem.what}" if field in wrong else problem.what
        return wrong


def _field(problem: Problem, content: Any) -> str:
    """The field that a wording was typed in."""
    written = content.get(problem.standard, {})
    own = problem.channel if problem.channel in written else EVERYWHERE
    return f"{problem.standard}-{own}"


def _named(piece: str, content: Any) -> list[tuple[str, dict[str, str]]]:
    """What a content names: the id of each, and its names with the field of the form for each."""
    kind, _, name = piece.partition(":")
    if content is None:
        return []
    if kind == "provider":
        forms = dict.fromkeys(content["aliases"], "aliases") | {content["name"]: "name"}
        return [(name, forms)]
    if kind == "office":
        return [
            (
                each["id"],
                dict.fromkeys(each["aliases"], f"aliases-{at}") | {each["name"]: f"name-{at}"},
            )
            for at, each in enumerate(content.get("districts", ()))
        ]
    return []


def _is_answer(piece: str) -> bool:
    return piece.startswith(f"{ANSWER}:")


def _is_fact(piece: str) -> bool:
    return piece.startswith(KIND)


def _text_name(piece: str) -> str:
    kind, _, name = piece.partition(":")
    return name if kind == TEXT else ""
