"""The features that tell who is wished for, for which help, and on which condition.

Everything is seen from one name at a time: the words beside it, the kinds of words in its phrase
and sentence, and the operators (`words/operators.yml`) that may govern it.
"""

from __future__ import annotations

from functools import cached_property

from assistant.nlu.listening.frames.mentions import Named, Place, Word
from assistant.nlu.listening.frames.operators import Operator, operators_in
from provider_catalog.names import MUNICIPAL

FeatureRow = dict[str, float]
CLOSE = 3
"""Words to each side of a name that are looked at as they are spelt."""
SHORT = 5
"""Letters by which a word is compared."""
FAR = 14
"""Words to each side beyond which nothing is seen: speech may have no signs at all."""
FEW = 6
"""Words: a phrase so short is seen whole."""


class Seen:
    """A message with its operators, seen from the names in it."""

    def __init__(self, named: Named) -> None:
        self.named = named

    @cached_property
    def operators(self) -> list[Operator]:
        """What is done with those who are named."""
        return operators_in(self.named)

    @cached_property
    def _kinds(self) -> list[str]:
        """A word as its place in a row of words: a provider, a kind of help, its cues or «-»."""
        kinds = ["/".join(sorted(word.cues)) or "-" for word in self.named.words]
        for sign, places in (("S", self.named.services), ("P", self.named.providers)):
            for place in places:
                for at in range(place.first, place.last + 1):
                    kinds[at] = sign
        return kinds

    def place(self, place: Place, *, help_: bool = False) -> FeatureRow:
        """What stands around one place where a provider or a kind of help is named."""
        words, named = self.named.words, self.named
        me = words[place.first]
        seen: FeatureRow = {"one": 1.0}
        kind = "help" if help_ else "own" if place.name == MUNICIPAL else "firm"
        seen[f"is {kind}"] = 1.0
        taken = {
            at for p in [*named.providers, *named.services] for at in range(p.first, p.last + 1)
        }
        for side, step, edge in (("L", -1, place.first), ("R", 1, place.last)):
            row: list[str] = []
            for away in range(1, CLOSE + 3):
                at = edge + step * away
                if not 0 <= at < len(words) or words[at].sentence != me.sentence:
                    seen[f"{side}{min(away, 3)} end"] = 1.0
                    row.append("#")
                    break
                if words[at].phrase != words[at - step].phrase and away <= CLOSE:
                    seen[f"{side} phrase ends {away}"] = 1.0
                if away <= CLOSE and at not in taken:
                    seen[f"{side}{away} {words[at].sound[:SHORT]}"] = 0.7
                    seen[f"{side} {words[at].sound[:SHORT]}"] = 0.5
                if away <= CLOSE:
                    row.append(self._kinds[at])
                    for cue in words[at].cues if at not in taken else (self._kinds[at],):
                        seen[f"{side}{away} cue {cue}"] = 1.0
            seen[f"{side}row2 {' '.join(row[:2])}"] = 0.7
            seen[f"{side}row3 {' '.join(row)}"] = 0.5
        seen |= self._bags(place, me, taken, kind)
        governed = self._governed(place, me)
        seen |= governed
        seen |= self._among(place)
        return seen | {f"{kind} {key}": value for key, value in governed.items()}

    def _bags(self, place: Place, me: Word, taken: set[int], kind: str) -> FeatureRow:
        seen: FeatureRow = {}
        phrase: list[str] = []
        for at, word in enumerate(self.named.words):
            side = "L" if at < place.first else "R"
            if place.first <= at <= place.last:
                phrase.append("X")
                continue
            if max(place.first - at, at - place.last) > FAR:
                continue
            if word.phrase == me.phrase:
                where = f"{side} phrase"
                phrase.append(self._kinds[at])
            elif word.sentence == me.sentence:
                near = abs(word.phrase - me.phrase) == 1
                where = f"{side} beside" if near else f"{side} sentence"
            elif abs(word.sentence - me.sentence) == 1:
                where = f"{side} next"
            else:
                continue
            for cue in word.cues if at not in taken else (self._kinds[at],):
                key = f"{where} cue {cue}"
                weight = 1.0 if "phrase" in where else 0.6 if "beside" in where else 0.4
                seen[key] = max(seen.get(key, 0.0), weight)
            if word.phrase == me.phrase and at not in taken:
                seen[f"in phrase {word.sound[:SHORT]}"] = 0.4
        if len(phrase) <= FEW:
            seen[f"whole {' '.join(phrase)}"] = 0.7
        seen[f"long {min(len(phrase) // 3, 3)}"] = 0.5
        sentence = [w for w in self.named.words if w.sentence == me.sentence]
        asks = "?" in self.named.sentences[me.sentence]
        seen["asks"] = float(asks)
        for cue in sentence[0].cues:
            seen[f"begins {cue}"] = 0.6
            seen[f"begins {cue} {asks}"] = 0.6
        seen[f"lone {kind}"] = float(len(self.named.words) <= FEW)
        return seen

    def _governed(self, place: Place, me: Word) -> FeatureRow:
        """The operators that may govern a place: in its phrase, nearest, before and after."""
        seen: FeatureRow = {}
        words = self.named.words
        near: list[tuple[float, str]] = []
        for each in self.operators:
            inside = each.first <= place.last and place.first <= each.last
            side = "in" if inside else "L" if each.last < place.first else "R"
            where = words[each.first]
            if where.phrase == me.phrase:
                seen[f"op phrase {side} {each.name}"] = 1.0
            elif where.sentence == me.sentence:
                seen[f"op sentence {side} {each.name}"] = 0.8
            elif abs(where.sentence - me.sentence) == 1:
                seen[f"op next {side} {each.name}"] = 0.5
            away = 0 if inside else min(
                abs(each.first - place.last), abs(place.first - each.last)
            )  # fmt: skip
            cost = away + 4 * (where.phrase != me.phrase) + 8 * (where.sentence != me.sentence)
            between = range(min(each.last, place.last) + 1, max(each.first, place.first))
            others = [p for p in self.named.providers if p.first in between]
            near.append((cost + 6 * bool(others), f"{side} {each.name}"))
        near.sort()
        for rank, (cost, name) in enumerate(near[:2]):
            if cost < 16:
                seen[f"op {rank} {name}"] = 1.0 if cost < 8 else 0.5
        if not near:
            seen["op none"] = 1.0
        return seen

    def _among(self, place: Place) -> FeatureRow:
        """How a place stands among the others."""
        providers = self.named.providers
        others = [p for p in providers if p.name != place.name]
        seen: FeatureRow = {f"names {min(len(self.named.names), 3)}": 0.7}
        seen["first"] = float(not [p for p in others if p.first < place.first])
        seen["last"] = float(not [p for p in others if p.first > place.first])
        seen["again"] = float(sum(p.name == place.name for p in providers) > 1)
        seen["own too"] = float(any(p.name == MUNICIPAL for p in others))
        before = [p for p in others if p.last < place.first]
        after = [p for p in others if p.first > place.last]
        words = self.named.words
        for side, near in (("before", before[-1:]), ("after", after[:1])):
            for other in near:
                lo, hi = sorted((other.last, place.last))
                span = words[lo + 1 : hi] if side == "before" else words[place.last + 1 : hi]
                same = words[other.first].phrase == words[place.first].phrase
                seen[f"{side} another {same}"] = 0.7
                for word in span:
                    for cue in word.cues & {"to", "from", "than", "or", "and", "but", "not",
                                            "correct", "instead"}:  # fmt: skip
                        seen[f"{side} between {cue}"] = 0.8
        seen["helps"] = float(bool(self.named.services))
        return seen

    def message(self) -> FeatureRow:
        """The whole message: whether it wishes, asks or tells, and of whom."""
        seen: FeatureRow = {"one": 1.0}
        words = self.named.words
        for word, after in zip(words, [*words[1:], None], strict=True):
            seen[f"w {word.sound[:SHORT]}"] = 0.5
            for cue in word.cues:
                seen[f"cue {cue}"] = 0.7
            if after is not None and after.sentence == word.sentence:
                seen[f"ww {word.sound[:SHORT]} {after.sound[:SHORT]}"] = 0.4
        for each in self.operators:
            seen[f"op {each.name}"] = 1.0
        seen[f"ops {' '.join(sorted({each.name for each in self.operators}))}"] = 0.5
        for sentence in self.named.sentences:
            inside = sentence.split()
            if "?" in sentence:
                seen["asks"] = 1.0
                seen["asks last"] = float(sentence is self.named.sentences[-1])
            if inside and len(self.named.sentences) <= 3:
                begun = next((w for w in words if w.start >= self.named.text.find(sentence)), None)
                for cue in begun.cues if begun else ():
                    seen[f"begins {cue}"] = 0.6
        seen["only asks"] = float(all("?" in s for s in self.named.sentences if s.strip()))
        seen[f"names {min(len(self.named.names), 3)}"] = 0.7
        seen[f"helps {min(len(self.named.kinds), 2)}"] = 0.7
        seen[f"long {min(len(words) // 8, 4)}"] = 0.7
        return seen

    def pair(self, provider: str, help_: Place) -> FeatureRow:
        """How a kind of help stands to a provider, at the nearest place where it is named."""
        words, named = self.named.words, self.named
        mine = [p for p in named.providers if p.name == provider]
        others = [p for p in named.providers if p.name != provider]
        best = min(mine, key=lambda p: self.distance(p, help_))
        cost = self.distance(best, help_)
        rival = min((self.distance(p, help_) for p in others), default=99.0)
        one, two = sorted((best, help_), key=lambda p: p.first)
        span = words[one.last + 1 : two.first]
        phrases = abs(words[best.first].phrase - words[help_.first].phrase)
        sentences = abs(words[best.first].sentence - words[help_.first].sentence)
        order = "PS" if best.first < help_.first else "SP"
        seen: FeatureRow = {
            "one": 1.0, f"order {order}": 0.7, f"phrases {min(phrases, 3)}": 1.0,
            f"phrases {min(phrases, 3)} {order}": 0.5,
            f"sentences {min(sentences, 2)}": 1.0, f"away {min(len(span), 8) // 2}": 0.7,
            "nearer": float(cost < rival), "further": float(cost > rival), "rivals": float(
                bool(others)), "cost": min(cost, 40.0) / 20, "rival": min(rival, 40.0) / 20,
        }  # fmt: skip
        seen[f"near {cost < rival} {phrases == 0} {sentences == 0}"] = 1.0
        for word in span if len(span) <= 8 else ():
            for cue in word.cues & {"to", "for", "from", "and", "but", "not", "keep", "who"}:
                seen[f"between {order} {cue}"] = 0.7
        if span and len(span) <= 4:
            seen[f"row {order} {' '.join(w.sound[:SHORT] for w in span)}"] = 0.7
        seen[f"gap {order} {min(len(span), 5)}"] = 0.7
        within = range(one.last + 1, two.first)
        seen["another between"] = float(any(p.first in within for p in others))
        seen["help between"] = float(any(s.first in within for s in named.services))
        seen[f"kinds {min(len(named.kinds), 3)}"] = 0.7
        first_all = [a for a in named.all_of_it if abs(a.first - best.first) <= 3]
        seen["all"] = float(bool(first_all))
        seen["again"] = float(len(mine) > 1)
        return seen

    def distance(self, provider: Place, help_: Place) -> float:
        """How far a kind of help stands from a provider: in words, phrases and sentences."""
        words = self.named.words
        one, two = words[provider.first], words[help_.first]
        return (
            abs(provider.first - help_.first)
            + 3 * min(abs(one.phrase - two.phrase), 3)
            + 8 * min(abs(one.sentence - two.sentence), 3)
        )

    def condition(self, place: Place) -> FeatureRow:
        """Something that may be a condition, and its neighbours."""
        words = self.named.words
        inside = [w for w in words if place.start <= w.start < place.end]
        before = words[max(0, place.first - 4) : place.first]
        sentence = self.named.sentences[words[place.first].sentence]
        seen: FeatureRow = {"one": 1.0, f"word {inside[0].sound}": 1.0}
        seen[f"words {' '.join(w.sound for w in inside[:2])}"] = 0.8
        begins = not before or before[-1].phrase != inside[0].phrase
        seen[f"begins {begins}"] = 0.7
        seen[f"begins {begins} {inside[0].sound}"] = 0.7
        seen["first"] = float(not before or before[-1].sentence != inside[0].sentence)
        seen["asks"] = float("?" in sentence)
        for word in inside[1:]:
            seen[f"with {word.sound[:SHORT]}"] = 0.4
            for cue in word.cues:
                seen[f"with cue {cue}"] = 0.5
        for away, word in enumerate(reversed(before), 1):
            if word.sentence == inside[0].sentence:
                seen[f"L{away} {word.sound[:SHORT]}"] = 0.6
                for cue in word.cues:
                    seen[f"L cue {cue}"] = 0.6
        after = [w for w in words if w.start >= place.end][:4]
        for word in after:
            for cue in word.cues:
                seen[f"R cue {cue} {word.sentence == inside[0].sentence}"] = 0.6
        for each in self.operators:
            same = words[each.first].sentence == inside[0].sentence
            seen[f"op {each.name} {same}"] = 0.5
        seen["names"] = float(bool(self.named.providers))
        seen[f"long {min(len(inside) // 4, 3)}"] = 0.7
        return seen
