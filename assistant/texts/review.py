"""Is a text fit to be said? What the tests ask of every text, asked of an edited one as well.

Each rule looks at one wording and tells what is wrong with it in plain Bokmål, for whoever wrote
it. The limits and their sources stand in `measures`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from assistant.texts import measures
from assistant.texts.emergency_numbers import altered
from assistant.texts.rendering import CEILING, Texts
from assistant.texts.text import STANDARDS, Text, TextError, fields_of
from core.channel import DIALOGUE_CHANNELS, Channel

UNHEARD = {"phone.hints"}
"""Not said to anybody: hints for the recogniser."""
BY_TEXT_ONLY = {"stop.done", "sms.more"}
"""Said only in text messages: a call has nothing to opt out of, and is not read in portions."""
IN_ITS_OWN_STANDARD = {"standard.nb", "standard.nn"}
"""The answer to «write Bokmål» is Bokmål, whatever came before."""
FIXED = "Denne teksten sier vi når det er fare. Den kan ikke endres her."
FOREIGN = "foreign."
"""Other languages have their own measures."""

OFFICE_WORDS = frozenset(
    "herunder vedrørende gjeldende foreligger benytte benytter anmode påkrevd eventuelt jf jfr "
    "ovennevnte nedenstående vennligst samt hvorvidt dersom såfremt bistå pasient klient "
    "tjenestemottaker tenestemottakar implementere iverksette fremgår framgår angående".split()
)
"""Said nowhere: neither in a conversation nor on a page."""
OFFICIALESE = OFFICE_WORDS | frozenset(
    "foreligge anmoder eventuelle iht undertegnede hvorav forbindelse brukeren brukere brukaren "
    "brukarar leverandør leverandøren omfatter omfattar innvilget innvilga rekvirere "
    "effektuere".split()
)
"""Said in no conversation. A page may explain such a word, and use it then."""
PHRASES = (
    "i henhold til",
    "med hensyn til",
    "i forhold til",
    "klikk her",
    "trykk her",
    "på vegne av",
)
BABY_TALK = frozenset("litegrann bitteliten kjempefint supert flott knallbra kjære vennen".split())
CAPACITY = frozenset("dement forvirret senil samtykkekompetanse utilregnelig".split())
ONLY_BOKMAL = frozenset("jeg ikke hva hvem hvordan hvilken noe et fra dere mer".split())
ONLY_NYNORSK = frozenset("eg ikkje kva kven korleis noko eit frå dykk meir".split())


@dataclass(frozen=True)
class Wording:
    """One wording of a text, for one standard and channel.

    Attributes:
        text: which text it is of.
        filled: with sample values in it, as it is read or heard.
    """

    text: Text
    standard: str
    channel: str
    filled: str

    @cached_property
    def own(self) -> str:
        """With a short word for each value: what its author can answer for."""
        return own_words(self.text.wording(self.standard, self.channel))

    @cached_property
    def spoken(self) -> set[str]:
        """The author's words in small letters."""
        return set(re.findall(r"\w+", self.own.lower()))


@dataclass(frozen=True)
class Problem:
    """What is wrong with a text, and where: `channel` is None where it is wrong on all."""

    standard: str
    channel: str | None
    what: str


Rule = Callable[[Wording], str | None]


def easy_to_read(wording: Wording) -> str | None:
    """LIX at most 30; few long words where LIX says nothing."""
    every = measures.words(wording.own)
    if len(every) < measures.WORDS_FOR_LIX or wording.text.name in UNHEARD:
        long = [word for word in every if len(word) > measures.LONG_WORD]
        if len(long) > measures.MOST_LONG_WORDS:
            return f"Teksten har for mange lange ord: {', '.join(long)}."
        return None
    found = measures.lix(wording.own)
    if found > measures.MOST_LIX:
        long = [word for word in every if len(word) > measures.LONG_WORD]
        hint = f" Bytt ut lange ord: {', '.join(dict.fromkeys(long))}." if long else ""
        return f"Teksten er for tung å lese (LIX {found:.0f}, høyst {measures.MOST_LIX}).{hint}"
    return None


def short_sentences(wording: Wording) -> str | None:
    """At most 15 words in a sentence."""
    if wording.text.name in UNHEARD:
        return None
    for sentence in measures.sentences(wording.own):
        if (count := len(measures.words(sentence))) > measures.MOST_WORDS:
            return (
                f"Setningen «{sentence}» har {count} ord. Den kan ha høyst {measures.MOST_WORDS}."
            )
    return None


def plain_words(wording: Wording) -> str | None:
    """No office, no talk to a child, no judgement of anybody's mind."""
    forbidden = wording.spoken & (OFFICIALESE | BABY_TALK | CAPACITY)
    found = sorted(forbidden) + [each for each in PHRASES if each in wording.own.lower()]
    if found:
        return f"Bruk andre ord enn {', '.join(f'«{each}»' for each in found)}."
    return "Bruk punktum, ikke utropstegn." if "!" in wording.own else None


def no_address_on_the_net(wording: Wording) -> str | None:
    """A link that nobody asked for looks like fraud; the sources that are shown are values."""
    if re.search(r"https?:|www\.|\.(no|com|org)\b", wording.own):
        return "Teksten kan ikke ha en nettadresse."
    return None


def no_markup(wording: Wording) -> str | None:
    """Signs that a page or a voice would take for something else than words."""
    found = sorted(set(wording.own) & set("<>&"))
    return f"Teksten kan ikke ha tegnet {' eller '.join(found)}." if found else None


def fits_the_channel(wording: Wording) -> str | None:
    """Nobody is told to write on the phone, or to press a key in writing."""
    if wording.channel == Channel.PHONE:
        if wording.text.name not in BY_TEXT_ONLY and re.search(
            r"[Ss]kriv (?:«|\d|den|han|[A-ZÆØÅ]{3})", wording.own
        ):
            return "På telefon kan ingen skrive. Be dem si det, eller trykke en tast."
    elif not wording.text.name.startswith("phone."):
        keys = {"trykk", "tast"} & set(measures.words(wording.own.lower()))
        if keys:
            return "Den som skriver, har ingen taster å trykke på."
    return None


def plain_letters(wording: Wording) -> str | None:
    """One letter outside the alphabet of text messages makes the message cost more than double."""
    if wording.channel != Channel.SMS:
        return None
    strange = measures.outside_gsm(measures.plain(wording.own))
    return f"Disse tegnene går ikke i SMS: {' '.join(strange)}" if strange else None


def few_segments(wording: Wording) -> str | None:
    """A text message of at most two segments, filled in."""
    if wording.channel != Channel.SMS:
        return None
    count = measures.segments(measures.plain(wording.filled))
    if count > measures.MOST_SEGMENTS:
        return f"Teksten tar {count} SMS-er. Den kan ta høyst {measures.MOST_SEGMENTS}."
    return None


def soon_said(wording: Wording) -> str | None:
    """A phone prompt of at most 20 seconds, filled in."""
    if wording.channel != Channel.PHONE:
        return None
    seconds = measures.spoken_seconds(wording.filled)
    if seconds > measures.PHONE_SECONDS:
        return (
            f"Teksten tar {seconds:.0f} sekunder å lese opp. "
            f"Den kan ta høyst {measures.PHONE_SECONDS}."
        )
    return None


def its_own_standard(wording: Wording) -> str | None:
    """Nynorsk is Nynorsk and Bokmål Bokmål."""
    if wording.text.name in IN_ITS_OWN_STANDARD:
        return None
    others, name = (
        (ONLY_NYNORSK, "nynorsk") if wording.standard == "nb" else (ONLY_BOKMAL, "bokmål")
    )
    if found := sorted(wording.spoken & others):
        return f"Dette er {name}: {', '.join(found)}."
    return None


NORWEGIAN: tuple[Rule, ...] = (
    easy_to_read,
    short_sentences,
    plain_words,
    no_address_on_the_net,
    no_markup,
    fits_the_channel,
    plain_letters,
    few_segments,
    soon_said,
    its_own_standard,
)
IN_OTHER_LANGUAGES: tuple[Rule, ...] = (few_segments,)


def own_words(wording: str) -> str:
    """A wording with a short word for each value."""
    return re.sub(r"\{\w+\}", "Ola", wording)


def rules_for(name: str) -> tuple[Rule, ...]:
    """The rules that a text has to keep."""
    return IN_OTHER_LANGUAGES if name.startswith(FOREIGN) else NORWEGIAN


def wording_of(texts: Texts, name: str, standard: str, channel: str, samples: Any) -> Wording:
    """A wording as its reader meets it.

    What may not go by text message is read as the web shows it.

    Args:
        texts: where it stands, and where the words stand that it is filled with.
        samples: a value for each field, see `samples.sample_values`.
    """
    text = texts.all[name]
    seen_on = channel if text.level <= CEILING[channel] else Channel.WEB
    values = {field: samples[field] for field in text.fields()}
    filled = texts.render({"say": name, "values": values}, seen_on, standard).text
    return Wording(text, standard, channel, filled)


def review(texts: Texts, name: str, content: Mapping[str, Any], samples: Any) -> list[Problem]:
    """What is wrong with an edited text; empty where it may be said.

    Args:
        texts: the texts as they stand.
        name: which text is edited.
        content: its new wordings, in the form of `Text.content`.
        samples: a value for each field, see `samples.sample_values`.
    """
    before = texts.all[name]
    if before.is_fixed:
        if content == before.content():
            return []
        return [Problem(standard, None, FIXED) for standard in STANDARDS]
    if unfit := list(_misfits(before, content)):
        return _said_once(unfit)
    changed = texts.with_text(before.reworded(content))
    problems = [
        Problem(standard, channel, what)
        for standard in STANDARDS
        for channel in DIALOGUE_CHANNELS
        for rule in rules_for(name)
        if (what := rule(wording_of(changed, name, standard, channel, samples)))
    ]
    return _said_once(problems)


def review_statement(
    texts: Texts, short: Mapping[str, str], whole: Mapping[str, str]
) -> dict[str, str]:
    """What is wrong with the words of a statement, by standard: the rules that every text keeps.

    Args:
        texts: the texts as they stand.
        short: by standard, what goes by text message and telephone.
        whole: by standard, what a page shows.
    """
    wrong: dict[str, str] = {}
    for channel in DIALOGUE_CHANNELS:
        words = whole if channel == Channel.WEB else short
        told: dict[tuple[str, str], str] = {
            (standard, channel): words[standard] for standard in STANDARDS
        }
        text = replace(texts.all["facts.said"], wordings=told)
        for standard in STANDARDS:
            wording = Wording(text, standard, channel, words[standard])
            found = [what for rule in NORWEGIAN if (what := rule(wording))]
            if found and standard not in wrong:
                wrong[standard] = " ".join(dict.fromkeys(found))
    return wrong


def _misfits(before: Text, content: Mapping[str, Any]) -> Iterator[Problem]:
    """What keeps the wordings from being used at all: an empty one, or other values."""
    for standard in STANDARDS:
        written = content.get(standard, {})
        for channel in DIALOGUE_CHANNELS:
            wording = str(written.get(channel, written.get("any", ""))).strip()
            where = channel if channel in written else None
            if not wording:
                yield Problem(standard, where, "Skriv en tekst.")
                break
            needed = fields_of(before.wording(standard, channel))
            try:
                found = fields_of(wording)
            except TextError:
                yield Problem(standard, where, "Klammene må stå to og to, med et navn mellom.")
                break
            missing, unknown = sorted(needed - found), sorted(found - needed)
            if missing:
                names = ", ".join(f"{{{each}}}" for each in missing)
                yield Problem(standard, where or channel, f"Teksten må ha med {names}.")
            if unknown:
                names = ", ".join(f"{{{each}}}" for each in unknown)
                yield Problem(standard, where or channel, f"Teksten kan ikke ha {names}.")
            if lost := altered(before.wording(standard, channel), wording):
                yield Problem(standard, where or channel, lost)


def _said_once(problems: list[Problem]) -> list[Problem]:
    """A problem on every channel is told once, for all of them."""
    channels: dict[tuple[str, str], list[str | None]] = {}
    for each in problems:
        channels.setdefault((each.standard, each.what), []).append(each.channel)
    return [
        Problem(standard, None if len(found) == len(DIALOGUE_CHANNELS) else channel, what)
        for (standard, what), found in channels.items()
        for channel in (found[:1] if len(found) == len(DIALOGUE_CHANNELS) else found)
    ]
