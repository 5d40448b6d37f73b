"""Conversations as hypothesis draws them: a known wish, and whatever people do on the way to it."""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bench.conversations import clauses, listener
from bench.conversations.strangers import Said
from bench.conversations.talk import Talk, Town
from bench.conversations.wishes import RESIDENTS, WORDS, Resident, Wish
from conversations.turns.assistant_client import AssistantClient

NAMES_ARE_HEARD = ("code", "birth_date", "provider", "confirm_choice")
CHANNELS = ("sms", "sms", "phone", "web")
AS_WISHED, PART, NOTHING, WRONG = "as wished", "part of the wish", "nothing", "wrong"
NO_WISH = "nothing, as wished"
TAKEN_BACK = "taken back"


class Conversation(RuleBasedStateMachine):
    """One person's conversation: what is registered is of the wish, and of nothing else.

    The class is given its town and its engine before it runs; `strict` ends at the first violation.
    """

    town: ClassVar[Town]
    client: ClassVar[AssistantClient]
    strangers: ClassVar[Sequence[Said]] = ()
    strict: ClassVar[bool] = True
    ended: ClassVar[Counter[str]] = Counter()
    by_strangers: ClassVar[Counter[str]] = Counter()
    turns: ClassVar[int] = 0
    when_over: ClassVar[Callable[[str, Wish, Talk], None]] = staticmethod(lambda *_: None)

    def __init__(self) -> None:
        super().__init__()
        self.talk: Talk | None = None
        self.pick: clauses.Pick = Random(0).choice  # noqa: S311 - people, not secrets
        self.wish = Wish(RESIDENTS[0], {})
        self.stranger = False
        self.undone = False
        self.changed_by_asking = False

    @initialize(seed=st.integers(0, 2**32))
    def begins(self, seed: int) -> None:
        """Somebody with a wish says it, whole, in part or with a slip."""
        # What is said depends on what was answered; hypothesis wants draws that do not.
        # Hypothesis likes to try the same again: where all are counted, each is somebody new.
        run = 0 if self.strict else sum(self.ended.values())
        self.pick = pick = Random(seed * 1_000_003 + run).choice  # noqa: S311
        channel = pick(CHANNELS)
        if self.strangers and pick((True, False, False)):
            said = pick(self.strangers)
            self.wish, self.stranger = said.wish, True
            self._opens(channel)
            self._says(said.text)
            return
        self.wish = _wish(pick(RESIDENTS), pick)
        self._opens(channel)
        wrong = self._other(pick)
        if len(self.wish.resident.services) == 1 and self.wish.change and pick((True, False)):
            self._says(clauses.corrected(self.wish, wrong, pick))
        elif self.wish.change and pick((True, False, False, False)):
            self._says(pick(("jeg vil bytte", "jeg vil velge", "hei", "eg vil byte")))
        else:
            self._says(clauses.wish_in_words(self.wish, pick))

    @rule()
    def goes_on(self) -> None:
        """The question is answered."""
        self._answers()

    @rule()
    def asks(self) -> None:
        """Something is asked in between."""
        pick = self.pick
        self._says(clauses.question(self.wish, self._other(pick), pick))
        self._often_answers()

    @rule()
    def hesitates(self) -> None:
        """Neither yes nor no."""
        self._says(self.pick(clauses.HESITATES))
        self._often_answers()

    @rule()
    def half_says_yes(self) -> None:
        """What begins like a yes and is none."""
        pick = self.pick
        if self.talk is not None and self.talk.pending == "confirm_choice":
            self._says(clauses.half_yes(self.wish, self._other(pick), pick))
        self._often_answers()

    @rule()
    def says_it_again(self) -> None:
        """One part of the wish, kept or changed, whatever was asked."""
        pick = self.pick
        if self.talk is not None and not self.talk.expects_code and self.wish.change:
            self._says(clauses.part_in_words(self.wish, pick(self.wish.resident.services), pick))
        self._often_answers()

    @rule()
    def slips(self) -> None:
        """A name that is not meant; the read-back shows it."""
        pick = self.pick
        if self.talk is not None and self.talk.pending in ("provider", "confirm_choice"):
            self._says(clauses.name(self._other(pick), pick))
        self._often_answers()

    @rule()
    def means_somebody_else(self) -> None:
        """A slip, and at once whom was meant: before the proof, at the list or at the read-back."""
        pick, talk = self.pick, self.talk
        if talk is None or talk.pending not in NAMES_ARE_HEARD or len(self.wish.providers) != 1:
            return
        wrong, told = self._other(pick), listener.read_back(talk.messages)
        if talk.pending == "confirm_choice" and (told is None or told.provider == wrong):
            return  # Who says the very name that is read back agrees to it: that is no slip.
        self._says(pick(clauses.WANTS).format(p=clauses.name(wrong, pick)))
        mine = clauses.name(self.wish.providers[0], pick)
        self._says(pick(clauses.MEANT).format(p=mine))
        self._often_answers()

    @rule()
    def asks_what_was_done(self) -> None:
        """After a registration nothing that is asked or said about it changes anything."""
        if self.talk is not None and self.talk.pending is None and self.talk.registered():
            before = self.talk.registered()
            self.talk.says(self.pick(clauses.AGREED))
            assert not self.strict or self.talk.registered() == before
            self.changed_by_asking |= self.talk.registered() != before

    @rule()
    def takes_it_back(self) -> None:
        """ANGRE, and yes where it is read back: nothing of what was registered stands then."""
        if self.talk is None or not self.talk.registered() or self.pick((True, True, False)):
            return
        self.talk.says(self.pick(clauses.UNDOES))
        if self.talk.pending == "confirm_undo":
            self.talk.says(self.pick(clauses.YES))
        self.undone = True

    @invariant()
    def nothing_else_is_registered(self) -> None:
        """Whatever was said so far."""
        if self.talk is not None and self.strict:
            registered = self.talk.registered()
            assert registered <= self.wish.registered, transcript(self.wish, self.talk)

    def teardown(self) -> None:
        """Count how it ended."""
        if self.talk is None:
            return
        broken = self._broken()
        self.talk.ends()
        end = WRONG if broken else outcome(self.wish, self.talk)
        if self.undone and end == NOTHING:
            end = TAKEN_BACK
        type(self).ended[end] += 1
        if self.stranger:
            type(self).by_strangers[end] += 1
        type(self).turns += len(self.talk.heard)
        type(self).when_over(end, self.wish, self.talk)

    def _broken(self) -> bool:
        """Whether asking changed something, or more is asked about than was ever wished for."""
        assert self.talk is not None
        done = bool(self.wish.change) and self.talk.registered() == self.wish.registered
        return self.changed_by_asking or (done and self.talk.pending == "confirm_choice")

    def _opens(self, channel: str) -> None:
        self.talk = Talk(self.town, self.client, self.wish.resident, channel)

    def _says(self, text: str) -> None:
        if self.talk is not None and not self._over:
            self.talk.says(text)

    def _answers(self) -> None:
        if self.talk is not None and not self._over:
            self.talk.says(listener.answer(self.wish, self.talk, self.pick))

    def _often_answers(self) -> None:
        """After a digression people mostly go on: hypothesis would leave too many in the middle."""
        if self.pick((True, True, False)):
            self._answers()

    @property
    def _over(self) -> bool:
        assert self.talk is not None
        if self.undone:
            return True
        registered = self.talk.registered()
        return bool(registered) and registered >= self.wish.registered

    def _other(self, pick: clauses.Pick) -> str:
        """A provider that is not wished for."""
        offered = {each for some in self.wish.resident.offers.values() for each in some}
        others = sorted(offered - set(self.wish.providers))
        return pick(others) if others else "fjellvante"


def outcome(wish: Wish, talk: Talk) -> str:
    """How a conversation ended."""
    registered = talk.registered()
    if not registered:
        return NOTHING if wish.change else NO_WISH
    if registered == wish.registered:
        return AS_WISHED
    return PART if registered < wish.registered else WRONG


def transcript(wish: Wish, talk: Talk) -> str:
    """What was wished, said and registered, to be read."""
    lines = [f"{talk.channel}, {outcome(wish, talk)}: {wish.resident.services}"]
    lines += [f"now {dict(wish.resident.now)}"]
    lines += [f"wished {dict(wish.change)}, registered {sorted(talk.registered())}"]
    for said, heard in talk.heard:
        lines += [f"> {said}", f"< {heard}"]
    return "\n".join(lines)


def _wish(resident: Resident, pick: clauses.Pick) -> Wish:
    change: dict[str, str] = {}
    for service in resident.services:
        others = [each for each in resident.offers[service] if resident.now.get(service) != each]
        wanted = pick((*others, *others, None)) if others else None
        if wanted:
            change[service] = wanted
    words = {service: pick(WORDS[service]) for service in resident.services}
    here = {each for some in resident.offers.values() for each in some}
    rejected = sorted(here - set(change.values()))
    return Wish(resident, change, pick(rejected) if rejected else None, words)
