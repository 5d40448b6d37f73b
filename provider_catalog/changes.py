"""Changes to what the files hold, one municipality's at a time, held to the same checks.

A change names a piece and gives its whole new content as JSON:

- `rule:<key>` or `rule:<key>:<service>`: `value`, `source`, `checked`, `page_says`
- `rule:state`: `value`, `since`, `until`, `source`, `checked`, `page_says`
- `provider:<id>`: `name`, `aliases`, `facts` (each with `value`, `source`, `checked`)
- `contract:<id>`: `provider`, `services`, `districts` (ids or `all`), `start`, `end`, `capacity`
- `office:<name>`: hours, duty list, numbers (`provider_catalog.office`)
- `office:districts`: `districts`, each with `id`, `name`, `aliases`; one that is there stays

Nothing of one municipality may change in another: a provider that works in several stands in the
files and is changed there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic_core import to_jsonable_python

from provider_catalog.contract import Contract
from provider_catalog.loading.files import Files, SchemeFile
from provider_catalog.loading.reading import CatalogueError
from provider_catalog.office import DISTRICTS, OFFICE, content_of_office, entry_with
from provider_catalog.provider import Provider
from provider_catalog.scheme import Rule, Scheme
from provider_catalog.snapshot import Snapshot
from provider_catalog.vocabulary import RULES, SERVICES

STATE = "state"
_DAYS = ("checked", "since", "until", "start", "end")
_STATED = ("value", "source", "checked", "page_says", "page_age")


@dataclass(frozen=True)
class Change:
    """One change; `content` None takes the piece as the files have it."""

    municipality: str
    piece: str
    content: Any


class Shared(CatalogueError):
    """The provider works in another municipality as well, which would see the change."""


def apply(files: Files, changes: Sequence[Change]) -> Snapshot:
    """The files with all the changes, checked together.

    Raises:
        CatalogueError: they do not fit; names file, key and reason of the first thing.
    """
    changed = files
    for change in changes:
        changed = _with(changed, change)
    held = Snapshot.of(changed)
    _check_nothing_shared(files, held, changes)
    return held


def settle(
    files: Files, changes: Sequence[Change]
) -> tuple[Snapshot, list[Change], list[tuple[Change, str]]]:
    """The files with those of the changes that fit, and why the others do not.

    Usually all fit. Where one does not, each is tried after those that it may build on.
    """
    try:
        return apply(files, changes), list(changes), []
    except CatalogueError:
        held, good, left = Snapshot.of(files), list[Change](), list(changes)
    broken: dict[int, str] = {}
    tried = -1
    while tried != len(left):
        tried = len(left)
        for change in list(left):
            try:
                held = apply(files, [*good, change])
            except CatalogueError as error:
                broken[id(change)] = str(error)
            else:
                good.append(change)
                left.remove(change)
    return held, good, [(change, broken[id(change)]) for change in left]


def content_of(held: Snapshot, municipality: str, piece: str) -> Any:
    """A piece as it stands, in the form of a change's content; None where there is none such."""
    kind, _, name = piece.partition(":")
    if kind == "rule":
        scheme = held.schemes.get(municipality)
        return _stated(scheme, name) if scheme and _is_rule(name) else None
    if kind == "provider":
        provider = held.providers.get(name)
        return _described(provider) if provider else None
    if piece == f"office:{DISTRICTS}":
        own = [each for each in held.data.districts if each.municipality == municipality]
        return {
            "districts": [
                {"id": each.id, "name": each.name, "aliases": list(each.aliases)} for each in own
            ]
        }
    if kind == "office":
        place = held.municipalities.get(municipality)
        return content_of_office(place, name) if place else None
    if kind == "contract":
        found = (c for (m, _), each in held.contracts.items() if m == municipality for c in each)
        return next((_agreed(contract) for contract in found if contract.id == name), None)
    return None


def _is_rule(name: str) -> bool:
    key, _, service = name.partition(":")
    return name == STATE or (key in RULES and service in ("", *SERVICES))


def _stated(scheme: Scheme, name: str) -> dict[str, Any]:
    if name == STATE:
        rule, dates = scheme.state_rule, _state_dates(scheme)
    else:
        key, _, service = name.partition(":")
        rule, dates = scheme.rule(key, service or None), {}
    return {"value": rule.as_data(), **dates, **_source(rule)}


def _state_dates(scheme: Scheme) -> dict[str, Any]:
    return {
        "since": to_jsonable_python(scheme.since or scheme.since_year),
        "until": to_jsonable_python(scheme.until or scheme.until_year),
    }


def _source(rule: Rule) -> dict[str, Any]:
    return {
        "source": rule.source,
        "checked": rule.checked.isoformat(),
        "page_says": rule.page_says,
        "page_age": rule.page_age,
    }


def _described(provider: Provider) -> dict[str, Any]:
    facts = {
        key: {"value": fact.as_data(), "source": fact.source, "checked": fact.checked.isoformat()}
        for key, fact in provider.facts.items()
    }
    return {"name": provider.name, "aliases": list(provider.aliases), "facts": facts}


def _agreed(contract: Contract) -> dict[str, Any]:
    return {
        "provider": contract.provider,
        "services": list(contract.services),
        "districts": "all" if contract.districts is None else list(contract.districts),
        "start": contract.start.isoformat(),
        "end": contract.end and contract.end.isoformat(),
        "capacity": contract.capacity,
    }


def _with(files: Files, change: Change) -> Files:
    kind, _, name = change.piece.partition(":")
    if change.content is None:
        return files
    if not isinstance(change.content, Mapping):
        raise CatalogueError(files.data, change.piece, "must be a mapping")
    content = _dated(change.content)
    if kind == "rule":
        return _with_rule(files, change.municipality, name, content)
    if kind == "provider":
        own = next((p for p in files.lists["providers"] if p["id"] == name), {"municipal": False})
        return _with_entry(files, "providers", content, id=name, municipal=own["municipal"])
    if kind == "contract":
        for other in files.lists["contracts"]:
            if other["id"] == name and other["municipality"] != change.municipality:
                raise Shared(files.file("contracts"), f"contracts.{name}", "is another's")
        return _with_entry(files, "contracts", content, id=name, municipality=change.municipality)
    if change.piece == f"office:{DISTRICTS}":
        return _with_districts(files, change.municipality, content)
    if kind == "office" and name in OFFICE:
        entries = [
            entry_with(each, name, content) if each["id"] == change.municipality else each
            for each in files.lists["municipalities"]
        ]
        return replace(files, lists={**files.lists, "municipalities": entries})
    raise CatalogueError(files.data, change.piece, "no such kind of piece")


def _with_entry(files: Files, name: str, content: Mapping[str, Any], **fixed: Any) -> Files:
    """A list with an entry exchanged or added. What is `fixed` is not the content's to say."""
    if taken := fixed.keys() & content.keys():
        raise CatalogueError(files.file(name), ", ".join(sorted(taken)), "is not changed here")
    others = [each for each in files.lists[name] if each["id"] != fixed["id"]]
    return replace(files, lists={**files.lists, name: [*others, {**content, **fixed}]})


def _with_districts(files: Files, municipality: str, content: Mapping[str, Any]) -> Files:
    """The list with a municipality's districts as it says; none of those that people live in goes.

    An id begins with the municipality's number, so that nobody takes another's.
    """
    new, file = content.get("districts"), files.file("districts")
    if not isinstance(new, Sequence) or not all(isinstance(each, Mapping) for each in new):
        raise CatalogueError(file, "districts", "must be a list")
    ids = {str(each.get("id", "")) for each in new}
    if stray := sorted(each for each in ids if not each.startswith(municipality)):
        raise CatalogueError(file, f"districts.{stray[0]}", "is another's")
    listed = files.lists["districts"]
    gone = {each["id"] for each in listed if each["municipality"] == municipality} - ids
    if gone:
        raise CatalogueError(file, f"districts.{min(gone)}", "is not taken away")
    others = [each for each in listed if each["municipality"] != municipality]
    own = [{**each, "municipality": municipality} for each in new]
    return replace(files, lists={**files.lists, "districts": [*others, *own]})


def _with_rule(files: Files, municipality: str, name: str, content: Mapping[str, Any]) -> Files:
    """The scheme with the rule among those stated, whether or not it was before."""
    schemes = []
    for scheme in files.schemes:
        if scheme.content.get("municipality") == municipality:
            schemes.append(SchemeFile(scheme.file, _scheme_with(scheme.content, name, content)))
        else:
            schemes.append(scheme)
    return replace(files, schemes=tuple(schemes))


def _scheme_with(
    scheme: Mapping[str, Any], name: str, content: Mapping[str, Any]
) -> Mapping[str, Any]:
    if name == STATE:
        return {**scheme, STATE: content}
    key, _, service = name.partition(":")
    not_stated = scheme["not_stated"]
    entry = scheme["rules"].get(key)
    if service:
        entry = entry or {"source": content.get("source"), "checked": content.get("checked")}
        entry = {**entry, "by_service": {**entry.get("by_service", {}), service: content}}
    else:
        kept = {k: v for k, v in (entry or {}).items() if k not in _STATED}
        entry = {**kept, **content}
    return {
        **scheme,
        "rules": {**scheme["rules"], key: entry},
        "not_stated": {**not_stated, "rules": [r for r in not_stated["rules"] if r != key]},
    }


def _dated(content: Any) -> Any:
    """The content with days as days, as YAML reads them; what is no day stays for the checks."""
    if isinstance(content, Mapping):
        return {key: _day(each) if key in _DAYS else _dated(each) for key, each in content.items()}
    if isinstance(content, list):
        return [_dated(each) for each in content]
    return content


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        return value


def _check_nothing_shared(files: Files, held: Snapshot, changes: Iterable[Change]) -> None:
    stood = [(c["municipality"], c["provider"]) for c in files.lists["contracts"]]
    described: dict[str, str] = {}
    for change in changes:
        kind, _, name = change.piece.partition(":")
        if change.content is None or kind not in ("provider", "contract"):
            continue
        provider = name if kind == "provider" else change.content["provider"]
        elsewhere = (held.works_in(provider) | {described.get(provider, change.municipality)}) - {
            change.municipality
        }
        if kind == "provider":
            described.setdefault(provider, change.municipality)
        # A contract beside those in the files changes nothing for the other municipality.
        as_in_files = kind == "contract" and (change.municipality, provider) in stood
        if elsewhere and not as_in_files:
            place = files.file(f"{kind}s")
            raise Shared(place, f"{kind}s.{name}", "works in another municipality too")
