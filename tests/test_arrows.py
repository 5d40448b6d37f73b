"""Who may know whom: the arrows between the rooms, read off every import of every module."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT: dict[str, set[str]] = {
    "core": set(),
    "provider_catalog": {"core"},
    "provider_catalog.revisions": {"core"},
    "choice_register": {"core", "provider_catalog"},
    "assistant.texts": {"core", "provider_catalog"},
    "assistant.gate": set(),
    "assistant.reading": set(),
    "assistant.second_reader": {"core", "assistant.reading"},
    "assistant.actions": {
        *("core", "provider_catalog", "choice_register", "assistant.gate", "assistant.reading"),
    },
    "conversations": {
        *("core", "provider_catalog", "assistant.gate", "assistant.reading"),
        *("assistant.second_reader", "conversations.notifications"),
    },
    # What we begin may be a call: the one place where conversations know a channel.
    "conversations.notifications": {"core", "conversations", "channels"},
    "channels": {
        *("core", "provider_catalog", "assistant.texts", "conversations", "web.layout"),
        *("conversations.notifications", "assistant.gate"),
    },
    "casework": {
        *("core", "assistant.texts", "conversations", "conversations.notifications", "channels"),
    },
    "casework.review": {"core", "conversations"},
    "web": set(),
    "web.layout": {"core"},
    "web.auth": {"core", "web.layout"},
    "web.public": {
        *("core", "provider_catalog", "choice_register", "assistant.texts"),
        *("web.layout", "web.auth"),
    },
    "web.api": {"core", "provider_catalog", "web.public"},
    "web.citizen": {
        *("core", "provider_catalog", "choice_register", "conversations", "casework"),
        *("assistant.texts", "web.layout", "web.auth", "web.public"),
    },
    "web.choosing": {
        *("core", "provider_catalog", "choice_register", "conversations", "assistant.texts"),
        *("web.layout", "web.auth", "web.public", "web.citizen"),
    },
    "web.console": {
        *("core", "provider_catalog", "provider_catalog.revisions", "choice_register"),
        *("conversations", "conversations.notifications", "channels", "casework"),
        *("casework.review", "assistant.texts", "web.layout", "web.auth"),
    },
    "service": {
        *("core", "provider_catalog", "provider_catalog.revisions", "choice_register"),
        *("conversations", "conversations.notifications", "channels", "casework"),
        *("casework.review", "assistant.texts", "assistant.actions", "assistant.nlu"),
        *("assistant.gate", "assistant.second_reader"),
        *("web.layout", "web.auth", "web.public", "web.citizen", "web.console", "web.api"),
        "web.choosing",
        *("migrations", "devtools"),
    },
    "devtools": {
        *("core", "provider_catalog", "choice_register", "conversations", "assistant.texts"),
        *("assistant.reading", "assistant.second_reader", "service"),
    },
    "migrations": {
        *("core", "choice_register", "conversations", "conversations.notifications", "channels"),
        "casework",
        *("casework.review", "provider_catalog.revisions", "web.auth"),
    },
    # The engine's two live in another environment: the app starts them and talks HTTP with them.
    "assistant.engine": {"assistant.nlu", "assistant.second_reader"},
    "assistant.nlu": {
        *("assistant.engine", "assistant.gate", "assistant.reading", "provider_catalog"),
    },
}
"""Each room and the rooms that it may import; everything knows itself."""

FOREIGN = {
    "provider_catalog": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "choice_register": {"flask", "rasa", "rasa_sdk", "twilio"},
    "conversations": {"flask", "rasa", "rasa_sdk"},
    "channels": {"rasa", "rasa_sdk"},
    "assistant.texts": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "assistant.second_reader": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "assistant.gate": {"flask", "rasa", "rasa_sdk", "twilio", "sqlalchemy"},
    "assistant.actions": {"sqlalchemy", "twilio", "rasa"},
}
"""Libraries that a room has no business with."""


def room_of(module: str) -> str | None:
    """The room that a dotted name belongs to, or None for a library. Rooms may hold rooms."""
    parts = module.split(".")
    if parts[0] == "assistant":
        return ".".join(parts[:2])
    within = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((name for name in within if name in MAY_IMPORT), None)


def modules(room: str) -> Iterator[Path]:
    """The files of a room, without those of rooms inside it."""
    for path in (ROOT / room.replace(".", "/")).rglob("*.py"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if ".venv" not in path.parts and room_of(name) == room:
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
    assert seen or room == "web", f"nothing was read in {room}"
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


def test_the_app_reads_only_what_needs_nothing_of_the_engines_environment() -> None:
    """What may not wait is looked for in the app too: with these modules, and no others."""
    found = {name for path in modules("service") for name in imports(path)}
    shared = {name for name in found if room_of(name) == "assistant.nlu"}
    assert shared == {
        f"assistant.nlu.{name}"
        for name in (
            "commands",
            "danger.model",
            "machine_made",
            "naming.name_sounds",
            "wording.normalise",
        )
    }
    asked, left = set(shared), list(shared)
    while left:
        for name in imports(ROOT / f"{left.pop().replace('.', '/')}.py"):
            if room_of(name) and name not in asked:
                asked.add(name)
                left.append(name)
            library = name.split(".")[0]
            own = room_of(name) or library in {*sys.stdlib_module_names, "yaml", "dateutil"}
            assert own, f"{name} is not in the app's environment"
    # A machine's text is known by the gate's words, and a date by how dates are read.
    assert {room_of(name) for name in asked} == {
        *("assistant.gate", "assistant.nlu", "assistant.reading"),
    }


def test_the_engine_takes_of_the_second_reader_only_what_needs_nothing() -> None:
    """It runs in another environment, and no reader of somebody else's is loaded there."""
    found = {name for path in modules("assistant.engine") for name in imports(path)}
    shared = {name for name in found if room_of(name) == "assistant.second_reader"}
    assert shared == {"assistant.second_reader.accepted"}
    for name in ("accepted", "ours"):
        needs = set(imports(ROOT / f"assistant/second_reader/{name}.py"))
        ours = {"assistant.second_reader.ours"}
        assert {each.split(".")[0] for each in needs - ours} <= set(sys.stdlib_module_names)


def test_the_numbers_are_all_that_channels_ask_the_catalogue_for() -> None:
    """They hold no rules of a scheme: they find a municipality by its number, and no more."""
    rules = {"provider_catalog.scheme", "provider_catalog.contract", "provider_catalog.vocabulary"}
    rooms = ("channels", "conversations", "conversations.notifications")
    found = {name for room in rooms for path in modules(room) for name in imports(path)}
    assert not found & rules


def test_nobody_outside_it_writes_a_table_of_the_register() -> None:
    """Only the register writes choices, codes and mandates: others go through its front."""
    allowed = {"devtools/demo/run.py"}  # counts people, to see whether the demo is loaded
    broken = [
        f"{path.relative_to(ROOT)} imports {name}"
        for room in ("assistant.actions", "conversations", "channels", "service", "devtools")
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
