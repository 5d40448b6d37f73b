"""What was said before fills what is left out now: «bare vasken», «og det samme for kona»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.nlu.listening.frames.frame import Frame

MOST = 3
"""So many earlier messages are looked at, the latest first."""
THE_SAME = re.compile(r"\b(det samme|det same|likedan|likeeins|tilsvarende|tilsvarande)\b", re.I)


def filled(text: str, frame: Frame | None, earlier: Sequence[Frame | None]) -> Frame | None:
    """A frame with the provider that was named before, where none is named now.

    Args:
        text: the message.
        frame: its own frame.
        earlier: the frames of what was said before, the latest first.
    """
    before = next((each for each in earlier if each is not None and each.want), None)
    if before is None:
        return frame
    if frame is None:
        return before if THE_SAME.search(text) else None
    known = {provider for _, provider in before.want if provider and provider not in frame.reject}
    if len(known) != 1:
        return frame
    (only,) = known
    want = tuple((service, provider or only) for service, provider in frame.want)
    return replace(frame, want=want)
