"""What a simulated person understands of an answer, and says to it.

The person reads what is shown and no more: what a text message does not tell, nobody can check.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bench.conversations import clauses
from bench.conversations.clauses import Pick
from bench.conversations.talk import Talk
from bench.conversations.wishes import Wish

READ_BACK = "choice.read_back"
ALL_OF_IT, ALL_BUT = "choice.read_back_all", "choice.read_back_but"


@dataclass(frozen=True)
class ReadBack:
    """A choice as it was read back.

    Attributes:
        provider: who was named.
        services: what it is for, where that was told in so many words.
        words: the person's own words for it, where those were given back.
        everything: whether it was said to be for all of the help.
        all_but: whether the words are what it is not for.
    """

    provider: str
    services: frozenset[str] | None = None
    words: tuple[str, ...] | None = None
    everything: bool = False
    all_but: bool = False


def read_back(messages: Iterable[dict[str, Any]]) -> ReadBack | None:
    """The last read-back in an answer."""
    found = None
    for each in messages:
        if not str(each.get("say", "")).startswith(READ_BACK):
            continue
        values = each["values"]
        services, words = values.get("services"), values.get("words")
        found = ReadBack(
            values["provider"]["provider"],
            frozenset(one["service"] for one in services["list"]) if services else None,
            tuple(words["list"]) if words else None,
            each["say"] == ALL_OF_IT,
            each["say"] == ALL_BUT,
        )
    return found


def is_right(wish: Wish, told: ReadBack, heard: str = "") -> bool:
    """Whether the person finds nothing wrong with a read-back.

    Args:
        wish: what the person wants.
        told: the read-back.
        heard: what the person has said so far: own words are known again.
    """
    mine = wish.services_of(told.provider)
    if not mine:
        return False
    if told.everything or len(wish.resident.services) == 1:
        has = {s for s, who in wish.resident.now.items() if who == told.provider}
        return set(wish.resident.services) - has <= mine
    if told.services is not None:
        return told.services <= mine
    if told.words is not None and told.all_but:
        kept = {wish.words[each].lower() for each in wish.kept}
        said = {word.lower() for word in told.words}
        return mine == set(wish.change) and all(w in kept or w in heard.lower() for w in said)
    if told.words is not None:
        own = {wish.words[each].lower() for each in mine}
        others = {word.lower() for s, word in wish.words.items() if s not in mine}
        said = {word.lower() for word in told.words}
        return not said & others and all(w in own or w in heard.lower() for w in said)
    return True


def answer(wish: Wish, talk: Talk, pick: Pick) -> str:
    """What a person says who wants to get on."""
    heard = "\n".join(said for said, _ in talk.heard)
    match talk.pending:
        case "code" | "birth_date":
            return _proof(talk, pick)
        case "confirm_choice":
            told = read_back(talk.messages)
            if told is None:
                return again(wish, talk, pick)
            return pick(clauses.YES) if is_right(wish, told, heard) else against(wish, told, pick)
        case "provider":
            return _of_list(wish, talk, pick)
        case "service":
            return _which(wish, talk, pick)
        case None:
            return again(wish, talk, pick)
        case "clarify":
            return pick(("1", "2", "3", again(wish, talk, pick)))
    return "nei"


def again(wish: Wish, talk: Talk, pick: Pick) -> str:
    """The wish once more: what is not registered of it yet."""
    done = {service for service, _ in talk.registered()}
    left = [service for service in wish.change if service not in done]
    if not wish.change or not done:
        return clauses.wish_in_words(wish, pick)
    return clauses.part_in_words(wish, left[0], pick) if left else "takk"


def against(wish: Wish, told: ReadBack, pick: Pick) -> str:
    """What is said to a read-back that is wrong."""
    if not wish.change:
        return pick((*clauses.NO, "nei, " + pick(clauses.STAYS), pick(clauses.STAYS)))
    right = wish.services_of(told.provider)
    if not right:
        mine = clauses.name(wish.providers[0], pick)
        return pick(
            (
                *("nei, jeg mener " + mine, mine + " mente jeg", f"nei, {mine} sa jeg"),
                *("nei", f"nei, ikke {clauses.name(told.provider, pick)}", f"feil, {mine}"),
                clauses.part_in_words(wish, next(iter(wish.change)), pick),
            )
        )
    service = pick(tuple(sorted(right)))
    kept = [each for each in wish.resident.services if each not in right]
    said = [f"nei, bare {wish.words[service]}", f"det gjelder bare {wish.words[service]}", "nei"]
    if kept:
        word = wish.words[pick(kept)]
        said += [f"nei, ikke {word}", f"{word} skal være som før", f"men ikke {word}"]
    return pick(said)


def _proof(talk: Talk, pick: Pick) -> str:
    born = f"{talk.born:%d.%m.%Y}"
    if talk.pending == "birth_date":
        return born
    return pick((talk.code, f"{talk.code} {born}"))


def _options(talk: Talk) -> list[dict[str, Any]]:
    return next((each["options"] for each in reversed(talk.messages) if "options" in each), [])


def _of_list(wish: Wish, talk: Talk, pick: Pick) -> str:
    options = _options(talk)
    values = [each["value"] for each in options]
    done = {service for service, _ in talk.registered()}
    for service, provider in wish.change.items():
        if service not in done and provider in values:
            return pick((str(values.index(provider) + 1), clauses.name(provider, pick)))
    if "more" in values:
        return str(values.index("more") + 1)
    return again(wish, talk, pick) if wish.change else pick(clauses.STAYS)


def _which(wish: Wish, talk: Talk, pick: Pick) -> str:
    """Which service: by number where they are listed, else in the person's own word."""
    done = {service for service, _ in talk.registered()}
    left = [service for service in wish.change if service not in done]
    if not left:
        return "nei"
    same = [each for each in left if wish.change[each] == wish.change[left[0]]]
    everything = set(same) == set(wish.resident.services)
    options = [each["value"] for each in _options(talk)]
    if everything and list(wish.resident.services) in options:
        return str(options.index(list(wish.resident.services)) + 1)
    if [left[0]] in options:
        return pick((str(options.index([left[0]]) + 1), wish.words[left[0]]))
    if None in options:
        return pick(
            (str(options.index(None) + 1), wish.words[left[0]], "bare " + wish.words[left[0]])
        )
    return pick((wish.words[left[0]], "bare " + wish.words[left[0]]))
