"""Who, what, not, if: what a message says of who shall come, and who is speaking."""

from pathlib import Path

import pytest

from assistant.nlu.listening.frames.composing import composed
from assistant.nlu.listening.frames.examples import of_ours
from assistant.nlu.listening.frames.frame import Frame, same_help
from assistant.nlu.listening.frames.frame_model import FrameModel
from assistant.nlu.listening.frames.mentions import Named
from assistant.nlu.listening.frames.speaking import speaker_of
from assistant.nlu.naming.catalogue import CATALOGUE, names_of_choosing

OURS = Path(__file__).resolve().parents[3] / "assistant/data/choice"
FIND, _ = names_of_choosing(CATALOGUE)
NURSING, PRACTICAL = "home_nursing", "practical_assistance"


@pytest.fixture(scope="module")
def model() -> FrameModel:
    """Learnt from our own pieces alone; none of the sentences asked about is one of them."""
    return FrameModel().fit(list(of_ours(OURS, times=1)))


@pytest.mark.parametrize(
    ("text", "want", "keep", "reject"),
    [
        ("Flytt vaskinga over til Klokkebekk", {(PRACTICAL, "klokkebekk")}, set(), ()),
        ("Jeg ønsker Rognelykt, nei vent, Hasselvind", {(None, "hasselvind")}, set(), ()),
        ("Rognelykt på vask. Nei, jeg mente Hasselvind", {(PRACTICAL, "hasselvind")}, set(), ()),
        ("Nei takk, ikke Lommedugg", set(), set(), ("lommedugg",)),
        (
            "Hasselvind skal ta gulvene, men medisinene skal kommunen fortsatt ha",
            {(PRACTICAL, "hasselvind")},
            {(NURSING, "municipal")},
            (),
        ),
        ("Kan Vintereple komme på kvelden?", set(), set(), ()),
        ("Broren min har Klokkebekk", set(), set(), ()),
    ],
)  # fmt: skip
def test_who_is_wished_for_kept_and_rejected(
    model: FrameModel, text: str, want: set, keep: set, reject: tuple[str, ...]
) -> None:
    frame = model.read(text, FIND(text)).frame or Frame()
    assert same_help(frame.want) == want
    assert same_help(frame.keep) == keep
    assert frame.reject == reject


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Sett oss opp på Hasselvind", "wish"),
        ("Hva er det Klokkebekk kan?", "question"),
        ("Hun fra Vintereple glemte skjerfet sitt", "statement"),
    ],
)
def test_a_wish_a_question_and_a_statement_are_told_apart(
    model: FrameModel, text: str, kind: str
) -> None:
    assert model.read(text, FIND(text)).kind == kind


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Jeg tar Klokkebekk dersom de har en mann, ellers ikke", "dersom de har en mann"),
        ("eg byter så lenge dei kjem før ti", "så lenge dei kjem før ti"),
    ],
)
def test_what_may_be_a_condition_ends_with_its_clause(text: str, condition: str) -> None:
    named = Named(text, tuple(FIND(text)))
    assert condition in [text[place.start : place.end] for place in named.conditions]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Jeg vil ha Hasselvind", "self"),
        ("Naboen min har Hasselvind og er fornøyd", "self"),
        ("Mor på 91 ønsker Klokkebekk til stellet", "relative"),
        ("Det er svigerdattera til Aslaug som skriver", "relative"),
        ("Jeg er naboen til Odd og skriver for ham", "neighbour"),
        ("Dette er hjemmehjelpen til Ruth, hun vil bytte", "helper"),
        ("Her er Lommedugg, vi har ledig tid til Karl", "employee"),
        ("Som oppnevnt verge for Leif ber jeg om bytte", "guardian"),
    ],
)
def test_who_is_speaking(text: str, speaker: str) -> None:
    assert speaker_of(text) == speaker


def test_what_is_put_together_says_where_each_name_stands() -> None:
    for made in composed(OURS, 1):
        for found in made.found:
            said = made.text[found.start : found.end].lower()
            assert found.value in said or found.value == "municipal"
