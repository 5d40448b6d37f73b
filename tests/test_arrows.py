"""Who may know whom: the arrows between the rooms, read off every import of every module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT: dict[str, set[str]] = {
    "foundation": set(),
    "provider_catalog": {"foundation"},
    "choice_register": {"foundation", "provider_catalog"},
    "assistant.texts": {"foundation", "provider_catalog"},
    "assistant.actions": {"foundation", "provider_catalog", "choice_register"},
    "channels": {"foundation", "provider_catalog", "assistant.texts", "design"},
    "design": {"foundation"},
    "sign_in": {"foundation", "design"},
    "editions": {"foundation"},
    "learning": {"foundation", "channels"},
    "website": {
        *("foundation", "provider_catalog", "choice_register", "channels", "assistant.texts"),
        *("design", "sign_in", "editions"),
    },
    "casework": {
        *("foundation", "provider_catalog", "choice_register", "channels", "assistant.texts"),
        *("design", "sign_in", "editions", "learning"),
    },
    "brukervalg": {
        *("foundation", "provider_catalog", "choice_register", "channels", "migrations"),
        *("assistant.texts", "assistant.actions", "design", "sign_in", "editions"),
        *("website", "casework", "learning"),
    },
    "migrations": {
        "foundation",
        "choice_register",
        "channels",
        "sign_in",
        "editions",
        "casework",
        "learning",
    },
    # The engine's two live in another environment: the app starts them and talks HTTP with them.
    "assistant.engine": {"assistant.nlu"},
    "assistant.nlu": {"assistant.engine", "provider_catalog"},
}
"""Each room and the rooms that it may import; everything knows itself."""

FOREIGN = {
    "provider_catalog": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "choice_register": {"flask", "rasa", "rasa_sdk", "twilio"},
    "channels": {"rasa", "rasa_sdk"},
    "assistant.texts": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "assistant.actions": {"sqlalchemy", "twilio", "rasa"},
}
"""Libraries that a room has no business with."""


def room_of(module: str) -> str | None:
    """The room that a dotted name belongs to, or None for a library."""
    parts = module.split(".")
    if parts[0] == "assistant":
        return ".".join(parts[:2])
    return parts[0] if parts[0] in MAY_IMPORT else None


def modules(room: str) -> Iterator[Path]:
    for path in (ROOT / room.replace(".", "/")).rglob("*.py"):
        if ".venv" not in path.parts:
            yield path


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or deep inside a function."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import hides where it leads"
            assert node.module is not None
            # `from assistant import actions` imports a room as well.
            if node.module == "assistant":
                yield from (f"assistant.{alias.name}" for alias in node.names)
            else:
                yield node.module


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_knows_only_those_it_may(room: str) -> None:
    allowed = MAY_IMPORT[room] | {room}
    seen, broken = 0, []
    for path in modules(room):
        for name in imports(path):
            seen += 1
            if (other := room_of(name)) is not None and other not in allowed:
                broken.append(f"{path.relative_to(ROOT)} imports {name}")
            if name.split(".")[0] in {"tests", "bench"}:
                broken.append(f"{path.relative_to(ROOT)} imports {name}")
    assert seen, f"nothing was read in {room}"
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize("room", FOREIGN)
def test_a_room_keeps_to_its_own_libraries(room: str) -> None:
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] in FOREIGN[room]
    ]
    assert not broken, "\n".join(broken)


def test_understanding_asks_the_catalogue_for_names_only() -> None:
    """The one module that both environments read, and which imports nothing of the app."""
    found = {name for path in modules("assistant.nlu") for name in imports(path)}
    asked = {name for name in found if room_of(name) == "provider_catalog"}
    assert asked == {"provider_catalog.names"}
    names = set(imports(ROOT / "provider_catalog/names.py"))
    assert not {name for name in names if room_of(name)}


def test_the_numbers_are_all_that_channels_ask_the_catalogue_for() -> None:
    """`channels` hold no rules of a scheme: they find a municipality by its number, and no more."""
    rules = {"provider_catalog.scheme", "provider_catalog.contract", "provider_catalog.vocabulary"}
    found = {name for path in modules("channels") for name in imports(path)}
    assert not found & rules


def test_nobody_outside_it_writes_a_table_of_the_register() -> None:
    """Only the register writes choices, codes and mandates: others go through its front."""
    allowed = {"brukervalg/demo/run.py"}  # counts people, to see whether the demo is loaded
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room in ("assistant.actions", "channels", "brukervalg")
        for path in modules(room)
        for name in imports(path)
        if name == "choice_register.models" and str(path.relative_to(ROOT)) not in allowed
    ]
    assert not broken, "\n".join(broken)


def test_every_room_is_known_here() -> None:
    """A new package has to be given its place among the arrows."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    assert packages - {"assistant"} <= set(MAY_IMPORT)
    parts = {path.parent.name for path in (ROOT / "assistant").glob("*/__init__.py")}
    assert {f"assistant.{part}" for part in parts} <= set(MAY_IMPORT)
