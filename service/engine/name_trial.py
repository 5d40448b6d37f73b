"""What a provider's names would do to understanding: tried on everything that people say to us.

The engine looks for names with some slips forgiven, so a name that is also a word of the dialogue
takes messages that mean something else: with `klage` for a name, «jeg vil klage» would choose a
provider. The engine's own rules of slips are asked here, before anybody approves a name.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from assistant.nlu.naming.name_sounds import forgiven, may_slip, runs, sound_of
from assistant.nlu.wording.normalise import normalise
from core.yaml_files import read_yaml
from service.paths import ROOT
from web.console.editing.kinds.provider_names import Taken

DIALOGUE = ROOT / "assistant" / "data" / "nlu"
COMMANDS = ROOT / "assistant" / "actions" / "commands.yml"
EVALUATION = ROOT / "bench" / "understanding"
NUMBERS = tuple(
    "en ei ein ett en to tre fire fem seks sju syv åtte ni ti første andre siste".split()
)
"""How people pick from a list: never a name."""
MOST_WORDS = 8
"""Words of a message that is tried: a longer one says nothing more of what a name would take."""
_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
"""An entity as Rasa marks it in an example."""


class Tried:
    """Messages, ready to be looked through for names.

    Args:
        messages: as written.
    """

    def __init__(self, messages: Iterable[str]) -> None:
        self._said = [(each, normalise(each).spelt) for each in messages]
        # By how a run of words sounds, where it stands.
        self._places: dict[str, list[tuple[int, int, int]]] = {}
        for number, (_, words) in enumerate(self._said):
            for first, count in runs(words):
                sound = sound_of(words[first : first + count])
                self._places.setdefault(sound, []).append((number, first, count))

    def with_name(self, form: str) -> Iterator[Taken]:
        """The messages in which a name would be found, each once."""
        name = sound_of(normalise(form).spelt)
        slips = forgiven(name)
        hits = extract(
            name, list(self._places), scorer=OSA.distance, score_cutoff=slips, limit=None
        )
        told = set[int]()
        for sound, distance, _ in hits:
            for number, first, count in self._places[sound]:
                message, words = self._said[number]
                said = words[first : first + count]
                if number in told or (distance and not may_slip(sound, name, slips, said)):
                    continue
                told.add(number)
                yield Taken(message, exact=not distance, whole=count == len(words))


class DialogueNameTrial:
    """Finds the messages that new names would take.

    Args:
        sources: folders and files with what people say: Rasa's examples, JSON lines with `text`,
            and lists of commands. What is not there is left out: the evaluation messages lie
            beside the program and need not be installed with it.
    """

    def __init__(self, sources: Sequence[Path] = (DIALOGUE, COMMANDS, EVALUATION)) -> None:
        self._sources = sources

    @cached_property
    def tried(self) -> Tried:
        """What is tried, each message once; made at the first use, which takes a second or two."""
        said = dict.fromkeys(each for source in self._sources for each in _said(source))
        return Tried([*(each for each in said if len(each.split()) <= MOST_WORDS), *NUMBERS])

    def taken(
        self, forms: Sequence[str], known: Iterable[Mapping[str, str]], own: str
    ) -> dict[str, list[Taken]]:
        """The messages in which each name would be found though nobody meant it.

        Args:
            forms: the names and other ways of saying them.
            known: every name there is already, as `provider_catalog.names.spoken_names`.
            own: the provider's id: its own names are no other's.
        """
        known = list(known)
        mine = [each["form"].casefold() for each in known if each["id"] == own]
        others = Tried(sorted({each["form"] for each in known if each["id"] != own}))
        return {
            form: [
                each
                for tried in (others, self.tried)
                for each in tried.with_name(form)
                # A message that names this provider already is not taken from anybody.
                if not any(name in each.message.casefold() for name in mine)
            ]
            for form in forms
        }


@cache
def name_trial() -> DialogueNameTrial:
    """The trial on the program's own dialogue, read once in a process."""
    return DialogueNameTrial()


def _words(line: Mapping[str, Any]) -> str:
    """What a line's author said; long messages stand cut into segments."""
    if "segments" in line:
        return " ".join(each["text"] for each in line["segments"])
    return str(line["text"])


def _said(source: Path) -> Iterator[str]:
    for file in sorted(source.rglob("*.*")) if source.is_dir() else [source]:
        if file.suffix == ".jsonl" and file.exists():
            yield from (_words(json.loads(each)) for each in file.read_text("utf-8").splitlines())
        elif file.suffix == ".yml" and file.exists():
            yield from _of_yaml(read_yaml(file))


def _of_yaml(content: Mapping[str, Any]) -> Iterator[str]:
    if "nlu" not in content:
        lists = (each for each in content.values() if isinstance(each, list))
        yield from (each for lines in lists for each in lines if isinstance(each, str))
        return
    for entry in content["nlu"]:
        for line in str(entry.get("examples", "")).splitlines():
            yield _MARKED.sub(r"\1", line.removeprefix("- ").strip())
