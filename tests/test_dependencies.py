"""What is imported is declared: nothing is there only because something else brings it."""

import ast
import os
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
APP = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
ENGINE = tomllib.loads((ROOT / "assistant/engine/pyproject.toml").read_text("utf-8"))
ROOMS = APP["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
OURS = {*ROOMS, "devtools", "tests", "bench", "docs"}
NOT_PACKAGES = {"_typeshed", *sys.stdlib_module_names}
IN_ENGINE = ("assistant/engine", "assistant/nlu", "tests/nlu/engine")
UNIMPORTED = {
    "faker",  # devtools.ordinary_words imports its lists of names, a country each
    "psycopg",  # SQLAlchemy imports it by the address of the database
    "mypy",
    "ruff",
    "pytest-xdist",
    "types-pyyaml",
    "types-python-dateutil",
    "setuptools",  # Rasa imports pkg_resources
}
"""What is declared and used without an import of ours."""


def declared(project: dict[str, object], *, dev: bool) -> set[str]:
    lines = list(project["project"]["dependencies"])  # type: ignore[index]
    if dev:
        lines += project["dependency-groups"]["dev"]  # type: ignore[index]
    names = [canonicalize_name(Requirement(line).name) for line in lines]
    assert len(names) == len(set(names)), "something is declared twice"
    return set(names)


def sources(folder: Path) -> Iterator[Path]:
    """Our own files; an environment that lies in a folder of ours is not even walked through."""
    for at, below, names in os.walk(folder):
        below[:] = [name for name in below if name != ".venv"]
        yield from (Path(at) / name for name in names if name.endswith(".py"))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The top-level modules that a file imports and that are not ours."""
    modules: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            modules += [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.append(node.module)
    return frozenset(each.split(".")[0] for each in modules) - OURS - NOT_PACKAGES


def imported(*folders: str, without: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every top-level module that is not ours, with the file that imports it."""
    for folder in folders:
        for path in sources(ROOT / folder):
            name = str(path.relative_to(ROOT))
            if not name.startswith(without):
                yield from ((top, name) for top in imports_of(path))


@cache
def brought_by(packages: str | None = None) -> dict[str, set[str]]:
    """Top-level modules, and what brings them: installed here, or in another's folder."""
    brings: dict[str, set[str]] = {}
    for each in distributions(path=[packages]) if packages else distributions():
        name = canonicalize_name(each.name)
        for line in (each.read_text("RECORD") or "").splitlines():
            top = line.split(",")[0].strip('"').split("/")[0].removesuffix(".py")
            if not top.endswith((".dist-info", ".pth")):
                brings.setdefault(top.split(".")[0], set()).add(name)
    return brings


def undeclared(
    uses: Iterator[tuple[str, str]], names: set[str], packages: str | None = None
) -> str:
    brings = brought_by(packages)
    wrong = {
        f"{file} imports {top}, of {', '.join(brings.get(top, {'nothing installed'}))}"
        for top, file in uses
        if not brings.get(top, set()) & names
    }
    return "\n".join(sorted(wrong))


def test_what_the_app_imports_it_declares() -> None:
    uses = imported(*ROOMS, without=IN_ENGINE)
    assert not undeclared(uses, declared(APP, dev=False))


def test_what_tests_and_measurements_import_is_declared() -> None:
    # Some files of tests and measurements are run in the engine's environment.
    inside = (
        *IN_ENGINE,
        "bench/speed/peers.py",
        "bench/speed/train.py",
        "bench/speed/start.py",
        "tests/engine",
    )
    uses = imported("tests", "bench", "docs", without=inside)
    assert not undeclared(uses, declared(APP, dev=True))


def test_what_the_engine_imports_it_declares() -> None:
    packages = next((ROOT / "assistant/engine/.venv/lib").glob("python3*/site-packages"), None)
    if packages is None:
        pytest.skip("the engine's environment is not installed")
    uses = imported(*IN_ENGINE[:2])
    assert not undeclared(uses, declared(ENGINE, dev=False), str(packages))


def test_what_is_declared_is_used() -> None:
    brings = brought_by()
    tops = {top for top, _ in imported(*ROOMS, "tests", "bench", "docs", without=IN_ENGINE)}
    used = {name for top in tops for name in brings.get(top, set())}
    assert declared(APP, dev=True) - used - UNIMPORTED == set()
