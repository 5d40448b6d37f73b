"""A lean start: what Rasa imports at once but a turn never uses is imported when it is first used.

Importing `rasa.core.processor` brings in TensorFlow, every messaging channel and the question
toolkit of the command line. `postpone` puts a real module object in their place whose code runs
the first time somebody asks it for a name; then it is the module, with nothing left out.
Components that do need TensorFlow (DIET, TED) therefore still work; they alone pay for it.
See docs/decisions/004-engine.md.
"""

import importlib.abc
import importlib.machinery
import logging
import os
import sys
import threading
import warnings
from collections.abc import Sequence
from types import ModuleType
from typing import Any

POSTPONED = (
    "rasa.utils.train_utils",  # TensorFlow: the extractors' base class calls it in training only
    "rasa.core.channels",  # fifteen messaging channels; its submodule `channel` is all we use
    "rasa.core.jobs",  # the scheduler of reminders
    "rasa.cli.utils",  # the command line's question toolkit
)
"""Modules that Rasa 3.6.21 imports whole but calls only in training or for other channels."""

OPTIONAL_TENSORFLOW = ("thinc.compat",)
"""Modules that import TensorFlow only to learn whether it is there: spaCy's layers can wrap it."""

_lock = threading.RLock()


class PostponedModule(ModuleType):
    """A module whose code has not run yet; asking it for a name that it lacks runs the code."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)  # the import system only looks; nobody uses the module yet
        run(self)
        return getattr(self, name)


def run(module: ModuleType) -> None:
    """Run the code of a postponed module, once; other modules are left as they are."""
    with _lock:
        if type(module) is PostponedModule:
            module.__class__ = ModuleType
            module.__spec__.loader.real.exec_module(module)  # type: ignore[union-attr]


class _Later(importlib.abc.Loader):
    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return PostponedModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Do nothing yet: `run` does it when a name is asked for."""


class _WithoutTensorFlow(importlib.abc.Loader):
    """Loads a module that uses TensorFlow where there is one; it finds none, and does without."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self.real.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        if "tensorflow" in sys.modules:
            self.real.exec_module(module)
            return
        sys.modules["tensorflow"] = None  # type: ignore[assignment]  # Python's own "not there"
        try:
            self.real.exec_module(module)
        finally:
            del sys.modules["tensorflow"]


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, loader: type[Any], names: Sequence[str]) -> None:
        self.loader = loader
        self.names = frozenset(names)

    def find_spec(
        self, name: str, path: Any, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self.names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = self.loader(spec.loader)
        return spec


def postpone(names: Sequence[str] = POSTPONED) -> None:
    """Let the modules `names` (full names) be imported when they are first used, not before."""
    sys.meta_path.insert(0, _Finder(_Later, names))
    sys.meta_path.insert(0, _Finder(_WithoutTensorFlow, OPTIONAL_TENSORFLOW))


def start(log_level: int = logging.WARNING) -> None:
    """Prepare this process for Rasa: call it before anything of Rasa is imported.

    Args:
        log_level: of Rasa's own loggers; real errors and warnings are always shown, on stderr.
    """
    calm(log_level)
    postpone()
    import rasa.core.channels.channel

    hush()  # again: Sanic, which came in with the channel, shows deprecations when imported

    # The package re-exports these; Rasa's inner modules take them from it, which would wake it.
    for name in ("InputChannel", "OutputChannel", "UserMessage", "CollectingOutputChannel"):
        setattr(rasa.core.channels, name, getattr(rasa.core.channels.channel, name))


def calm(log_level: int = logging.WARNING) -> None:
    """Send no telemetry, and hide what Rasa's old libraries say of each other's future."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["SQLALCHEMY_SILENCE_UBER_WARNING"] = "1"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "2"  # TensorFlow's C++ side: errors only
    hush()
    logging.basicConfig(level=log_level, format="engine: %(levelname)s %(name)s: %(message)s")

    import structlog

    # Unconfigured, structlog prints every debug line, with what people wrote, to stdout.
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(log_level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def hush() -> None:
    """Hide deprecations; to be repeated after imports of libraries that show them again."""
    for category in (DeprecationWarning, PendingDeprecationWarning, FutureWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
    # Said of every domain that has slots (rasa/shared/core/slot_mappings.py).
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")
