"""Grouping: messages that say nearly the same are shown, and labelled, together."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz, utils

ALIKE = 80.0
"""Of 100, by words in any order: «hva koster det meg» and «kva koster det» are one group."""

Item = TypeVar("Item")


def group(items: Sequence[Item], words: Callable[[Item], str]) -> list[list[Item]]:
    """The items in groups, the largest first; within a group in their order.

    Each joins the first group whose first item is alike, so the order decides what a group is about
    and the same items always give the same groups.

    Args:
        items: at most some hundreds; it is quadratic.
        words: an item's text.
    """
    groups: list[tuple[str, list[Item]]] = []
    for item in items:
        text = utils.default_process(words(item))
        for first, members in groups:
            if fuzz.token_sort_ratio(first, text) >= ALIKE:
                members.append(item)
                break
        else:
            groups.append((text, [item]))
    return sorted((members for _, members in groups), key=len, reverse=True)
