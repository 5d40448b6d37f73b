"""Learns the frame from messages with their frames, and reads it from others.

The part that each place plays where a provider or a kind of help is named, which help goes with
which provider, what is a condition, and whether something is denied. What is in doubt stays out of
the frame or open (None): the dialogue asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.nlu.entity import Found
from assistant.nlu.listening.frames.examples import (
    FrameExample,
    help_part,
    is_condition,
    open_part,
    parts_of,
)
from assistant.nlu.listening.frames.frame import (
    ALL,
    KEEP,
    NONE,
    REJECT,
    SELF,
    STATEMENT,
    WANT,
    WISH,
    Frame,
    Pair,
    part,
)  # fmt: skip
from assistant.nlu.listening.frames.frame_features import FeatureRow, Seen
from assistant.nlu.listening.frames.judges import Example, Judge
from assistant.nlu.listening.frames.mentions import MUNICIPAL, Named
from assistant.nlu.listening.frames.operators import without_taken_back
from assistant.nlu.listening.frames.speaking import speaker_of

ALONE, CONTESTED = 0.5, 0.3
"""How likely a kind of help must go with a provider: the only one, the likelier of several."""
WISHED = 0.65
"""How likely a provider must be wished for to be named; below, who it shall be is asked."""
SURE = 0.75
"""How likely a provider must play a part in a message that is likelier no wish."""
FREE = 0.55
"""How likely a kind of help must be wished for, or stay, where no provider goes with it."""
ON_ALL = 3
"""Words between a provider and «alt»."""

Parts = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Reading:
    """What is read of a message: its frame, who speaks, and its kind."""

    frame: Frame | None
    speaker: str
    kind: str


class FrameModel:
    """Reads frames; learns from messages with frames."""

    def __init__(self) -> None:
        self._part, self._help = Judge(1.2), Judge(1.2)
        self._goes_with, self._condition = Judge(1.2), Judge(1.2)
        self._negated, self._open = Judge(0.6), Judge(0.6)
        self._kind = Judge(0.5)

    def fit(self, examples: Sequence[FrameExample]) -> FrameModel:
        """Learn from messages whose frames are known."""
        every = [(Seen(Named(e.text, e.found)), e) for e in examples]
        self._fit_parts(every)
        self._kind.fit([(look.message(), e.kind, e.weight) for look, e in every if e.kind])
        seen = [(look, e) for look, e in every if e.whole]
        pairs: list[Example] = []
        for look, e in seen:
            if e.frame is None:
                continue
            told = {*e.frame.want, *e.frame.keep}
            for name in look.named.names:
                if part(e.frame, name) not in (WANT, KEEP):
                    continue
                for kind in look.named.kinds:
                    row = self._pair(look, name, kind)
                    pairs.append((row, (kind, name) in told, e.weight))
        self._goes_with.fit(pairs)
        self._condition.fit(
            [
                (look.condition(p), is_condition(e.text[p.start : p.end], e.frame), e.weight)
                for look, e in seen
                for p in look.named.conditions
            ]
        )
        wholes = [(self._whole(look, parts_of(e, look.named.names)), e) for look, e in seen]
        self._negated.fit([(w, bool(e.frame and e.frame.negated), e.weight) for w, e in wholes])
        self._open.fit([(w, open_part(e.frame), e.weight) for w, e in wholes])
        return self

    def _fit_parts(self, seen: Sequence[tuple[Seen, FrameExample]]) -> None:
        """The part of each place; of a name said several times, the one that tells most."""
        known: list[Example] = []
        helps: list[Example] = []
        several: list[tuple[list[FeatureRow], str, float]] = []
        for look, e in seen:
            for name in look.named.names:
                places = [p for p in look.named.providers if p.name == name]
                rows = [look.place(p) for p in places]
                if e.parts or not e.whole:
                    known += [
                        (r, e.parts.get(p.start, NONE), e.weight)
                        for r, p in zip(rows, places, strict=True)
                        if e.whole or p.start in e.parts
                    ]
                elif len(rows) == 1 or part(e.frame, name) == NONE:
                    known += [(r, part(e.frame, name), e.weight) for r in rows]
                else:
                    several.append((rows, part(e.frame, name), e.weight))
            helps += [
                (look.place(p, help_=True), help_part(e, p), e.weight)
                for p in look.named.services
                if e.whole
            ]
        self._part.fit(known)
        more: list[Example] = []
        for rows, truth, weight in several:
            likely = [each.get(truth, 0.0) for each in self._part.likely(rows)]
            best = max(likely)
            more += [
                (row, truth if chance > 0.6 * best else NONE, weight)
                for row, chance in zip(rows, likely, strict=True)
            ]
        self._part.fit([*known, *more])
        self._help.fit(helps)

    def read(self, text: str, found: Sequence[Found]) -> Reading:
        """What a message says of who shall come, who speaks, and whether it wishes, asks or tells.

        Args:
            text: as written.
            found: the names in it.
        """
        look = Seen(Named(text, tuple(found)))
        if not look.named.words:
            return Reading(None, SELF, STATEMENT)
        kinds = self._kind.likely([look.message()])[0]
        kind = str(max(kinds, key=lambda each: kinds[each]))
        likely = self._likely(look)
        parts = {name: max(each, key=lambda p, e=each: e[p]) for name, each in likely.items()}
        if kinds.get(WISH, 0.0) < ALONE:
            parts = {name: p if likely[name][p] > SURE else NONE for name, p in parts.items()}
        faint = [n for n, p in parts.items() if p == WANT and likely[n][WANT] < WISHED]
        parts |= dict.fromkeys(faint, NONE)
        frame = self._frame(look, parts, wishes=kinds.get(WISH, 0.0) > ALONE)
        if faint and (frame is None or not frame.want):
            # Somebody is wished for, and who it is, is asked.
            frame = replace(frame or Frame(words=_words(look.named)), want=((None, None),))
        speaker = speaker_of(text)
        told = frame and replace(frame, speaker=speaker, kind=kind)
        return Reading(told, speaker, kind)

    def _likely(self, look: Seen) -> Parts:
        """How likely each provider plays each part, from all places where it is named."""
        likely: Parts = {}
        judged = self._part.likely([look.place(p) for p in look.named.providers])
        for place, each in zip(look.named.providers, judged, strict=True):
            before = likely.get(place.name)
            if before is None:
                likely[place.name] = dict(each)
                continue
            none = min(before.get(NONE, 0.0), each.get(NONE, 0.0))
            rest = {p: max(before.get(p, 0.0), each.get(p, 0.0)) for p in each if p != NONE}
            total = sum(rest.values()) or 1.0
            likely[place.name] = {NONE: none} | {
                p: (1 - none) * chance / total for p, chance in rest.items()
            }
        return likely

    def _frame(self, look: Seen, parts: dict[str, str], *, wishes: bool) -> Frame | None:
        whole = self._whole(look, parts)
        opened = self._open.likely([whole])[0]
        want, keep = self._with_help(look, parts, wishes=wishes)
        want = without_taken_back(look.named, look.operators, want)
        reject = tuple(sorted(name for name, p in parts.items() if p == REJECT))
        if not want and not keep and (wishes or reject):
            best = max(opened, key=lambda p: opened[p])
            if best == WANT:
                want = [(None, None)]
            elif best == KEEP:
                keep = [(None, None)]
        elif not keep and opened.get(KEEP, 0.0) > ALONE and wishes:
            keep = [(None, None)]
        negated = bool(reject) or self._negated.yes(whole) > ALONE
        condition = self._if(look) if want or keep or reject else None
        if not (want or keep or reject or (negated and wishes)):
            return None
        return Frame(
            want=tuple(want), keep=tuple(keep), reject=reject, condition=condition,
            negated=negated, words=_words(look.named),
        )  # fmt: skip

    def _with_help(
        self, look: Seen, parts: dict[str, str], *, wishes: bool
    ) -> tuple[list[Pair], list[Pair]]:
        named = look.named
        holders = [name for name, p in parts.items() if p in (WANT, KEEP)]
        judged = self._help.likely([look.place(p, help_=True) for p in named.services])
        role: dict[str, dict[str, float]] = {}
        for place, each in zip(named.services, judged, strict=True):
            before = role.setdefault(place.name, dict(each))
            role[place.name] = {p: max(before.get(p, 0.0), each.get(p, 0.0)) for p in each}
        helped: dict[str, list[str]] = {name: [] for name in holders}
        free: list[str] = []
        for kind in named.kinds:
            chances = {name: self._goes_with.yes(self._pair(look, name, kind)) for name in holders}
            scores = {
                name: chance * (0.5 + role[kind].get(parts[name], 0.0))
                for name, chance in chances.items()
            }
            best = max(scores, key=lambda n: scores[n], default=None)
            least = ALONE if len(holders) == 1 else CONTESTED
            if best is not None and chances[best] > least:
                helped[best].append(kind)
            else:
                free.append(kind)
        want: list[Pair] = []
        keep: list[Pair] = []
        for name in holders:
            kinds: list[str | None] = list(helped[name])
            if not kinds:
                kinds = [ALL if _on_all(named, name) else None]
            (want if parts[name] == WANT else keep).extend((kind, name) for kind in kinds)
        for kind in free if wishes else ():
            best_role = max(role[kind], key=lambda p, k=kind: role[k][p])
            if best_role == KEEP and role[kind][KEEP] > FREE:
                keep.append((kind, None))
            elif best_role == WANT and role[kind][WANT] > FREE and not want:
                want.append((kind, None))
        return want, keep

    def _pair(self, look: Seen, name: str, kind: str) -> FeatureRow:
        """How a kind of help stands to a provider, at the place where it is nearest."""
        places = [p for p in look.named.services if p.name == kind]
        best = min(
            places,
            key=lambda p: min(look.distance(q, p) for q in look.named.providers if q.name == name),
        )
        return look.pair(name, best)

    def _whole(self, look: Seen, parts: dict[str, str]) -> FeatureRow:
        """The whole message with the parts that are played in it."""
        seen = look.message()
        told = sorted(set(parts.values()) - {NONE})
        seen[f"parts {' '.join(told)}"] = 2.0
        for each in told:
            seen[f"part {each}"] = 1.0
        seen["own kept"] = float(parts.get(MUNICIPAL) == KEEP)
        for each in look.operators:
            seen[f"op {each.name} {' '.join(told)}"] = 1.0
        return seen

    def _if(self, look: Seen) -> str | None:
        places = look.named.conditions
        judged = self._condition.likely([look.condition(p) for p in places])
        best = max(range(len(places)), key=lambda at: judged[at].get(True, 0.0), default=None)
        if best is None or judged[best].get(True, 0.0) <= ALONE:
            return None
        return look.named.text[places[best].start : places[best].end].strip(" ,")


def _on_all(named: Named, name: str) -> bool:
    mine = [p for p in named.providers if p.name == name]
    return any(
        min(abs(a.first - p.last), abs(p.first - a.last)) <= ON_ALL
        for a in named.all_of_it
        for p in mine
    )


def _words(named: Named) -> tuple[tuple[str, str], ...]:
    """The person's own first word for each kind of help."""
    return tuple(
        {p.name: named.text[p.start : p.end].lower() for p in reversed(named.services)}.items()
    )
