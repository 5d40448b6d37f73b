"""Every text is plain: short words, short sentences, nothing that sounds like an office.

The rules themselves stand in `assistant.texts.review`, where those who edit texts meet them too.
LIX says nothing of three words, so single texts are measured from ten words on, and every topic as
a whole.
"""

from dataclasses import replace

import yaml

from assistant.texts.measures import MOST_LIX, lix
from assistant.texts.rendering import FOLDER
from assistant.texts.review import UNHEARD, rules_for, wording_of
from assistant.texts.text import STANDARDS
from tests.texts.reading import SAMPLES, TEXTS, WORDINGS, read

TOPICS = sorted(path for path in FOLDER.rglob("*.yml") if path.stem not in ("foreign", "words"))


def test_every_text_keeps_every_rule() -> None:
    """One look over all of them, with every fault in its answer."""
    faults = [
        f"{'-'.join(wording)}: {what}"
        for wording in WORDINGS
        for rule in rules_for(wording[0])
        if (what := rule(read(*wording)))
    ]
    assert not faults, "\n".join(faults)


def test_every_topic_is_easy_to_read() -> None:
    faults = []
    for topic in TOPICS:
        names = [name for name in yaml.safe_load(topic.read_text("utf-8")) if name not in UNHEARD]
        for standard in STANDARDS:
            found = lix("\n".join(read(name, standard, "sms").own for name in names))
            if found > MOST_LIX:
                faults.append(f"{topic.stem}-{standard}: LIX {found:.0f}")
    assert not faults, "\n".join(faults)


def test_a_fault_is_told_with_its_text_and_all_faults_at_once() -> None:
    """The rules above do find something: a text with two faults in it."""
    spoilt = replace(
        wording_of(TEXTS, "choice.pick", "nb", "sms", SAMPLES),
        text=TEXTS.all["choice.pick"].reworded(SPOILT),
    )
    told = [what for rule in rules_for("choice.pick") if (what := rule(spoilt))]
    assert told == ["Bruk andre ord enn «vennligst».", "Dette er nynorsk: kven."]


SPOILT = {"nb": {"any": "Kven vil du vennligst ha?"}, "nn": {"any": "Kven vil du ha?"}}


def test_every_text_is_measured() -> None:
    assert {name for name, _, _ in WORDINGS} == set(TEXTS.all)
