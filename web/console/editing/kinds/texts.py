"""Texts: found by topic or by words, edited with a preview for every channel and standard."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from assistant.texts import Level, Text
from assistant.texts.emergency_numbers import sentences_with_numbers
from assistant.texts.text import STANDARDS
from assistant.texts.topics import topic_title
from core.channel import DIALOGUE_CHANNELS, Channel
from provider_catalog.revisions.revisions import Revisions
from web.console.dependencies import Dependencies
from web.console.editing.content_items import Pieces
from web.console.editing.kinds.previews import previews_here
from web.console.editing.labels import VALUES
from web.console.editing.placeholders import as_called, as_named
from web.console.editing.proposing import UNPROCESSABLE, Draft, Proposing
from web.console.editing.words import CHANNEL_NAMES, EVERYWHERE, STANDARD_NAMES
from web.console.request.current_user import here

LEVELS = {
    Level.PUBLIC: "Åpen: den samme for alle",
    Level.PERSONAL: "Personlig: handler om personen, men ikke om innholdet i vedtaket",
    Level.PRIVATE: "Privat: går aldri på SMS",
}
LONGEST = 2000
MOST_FOUND = 60


def add_texts(pages: Blueprint, deps: Dependencies, pieces: Pieces, proposing: Proposing) -> None:
    """The pages of texts."""
    editions = Revisions(deps.database, deps.clock)
    pages.add_app_template_filter(as_called, "as_called")

    @pages.get("/editing/texts")
    def texts() -> ResponseReturnValue:
        asked, topic = as_named(request.args.get("q", "").strip()), request.args.get("topic", "")
        municipality = here().municipality
        own = deps.texts.of(municipality).all
        found = [text for text in own.values() if _wanted(text, asked, topic)]
        waiting = {each.piece for each in editions.waiting(municipality)}
        topics = sorted({text.topic for text in deps.texts.all.values()}, key=topic_title)
        return render_template(
            "casework/editing/texts.html",
            found=found[:MOST_FOUND] if asked or topic else [],
            left=max(len(found) - MOST_FOUND, 0) if asked or topic else 0,
            topics={each: topic_title(each) for each in topics},
            asked=as_called(asked),
            topic=topic,
            waiting={piece.removeprefix("text:") for piece in waiting},
            edited={
                name: as_called(text.wording("nb", Channel.WEB))
                for name, text in own.items()
                if text is not deps.texts.all[name]
            },
        )

    @pages.get("/editing/texts/<name>")
    def text(name: str) -> ResponseReturnValue:
        _known(deps, name)
        draft, _ = proposing.begin(f"text:{name}")
        return _form(draft)

    @pages.post("/editing/texts/<name>")
    def propose_text(name: str) -> ResponseReturnValue:
        _known(deps, name)
        draft = Draft(f"text:{name}", _typed())
        if request.form.get("act") == "preview":
            draft.wrong = pieces.problems(here().municipality, draft.piece, draft.content)
            return _form(draft), UNPROCESSABLE if draft.wrong else 200
        return proposing.send(draft, _form)

    @pages.post("/editing/texts/<name>/preview")
    def preview_text(name: str) -> ResponseReturnValue:
        """What the text becomes, for a page that shows it while somebody types."""
        known = _known(deps, name)
        content = _typed()
        wrong = pieces.problems(here().municipality, f"text:{name}", content)
        return render_template(
            "casework/editing/preview.html", shown=previews_here(deps, known, content), wrong=wrong
        )

    def _form(draft: Draft) -> str:
        known = _known(deps, draft.piece.removeprefix("text:"))
        now = pieces.now(here().municipality, draft.piece)
        return render_template(
            "casework/editing/text.html",
            draft=draft,
            text=known,
            title=pieces.title(here().municipality, draft.piece),
            level=LEVELS[known.level],
            topic=topic_title(known.topic),
            fields=sorted(VALUES.get(each, each) for each in known.fields()),
            locked=_locked(known),
            standards=STANDARD_NAMES,
            channels={EVERYWHERE: "Alle kanaler", **CHANNEL_NAMES},
            longest=LONGEST,
            shown=previews_here(deps, known, draft.content),
            preview_wrong=draft.wrong,
            edited=now != known.content(),
            waiting=editions.waiting(here().municipality, draft.piece),
            others=proposing.beside(draft),
        )


def _known(deps: Dependencies, name: str) -> Text:
    return deps.texts.all.get(name) or abort(404)


def _locked(text: Text) -> list[str]:
    """The sentences that stay word for word, since they name an emergency number."""
    wordings = text.wordings.values()
    return list(dict.fromkeys(each for it in wordings for each in sentences_with_numbers(it)))


def _wanted(text: Text, asked: str, topic: str) -> bool:
    if topic and text.topic != topic:
        return False
    sought = asked.lower()
    wordings = (wording.lower() for wording in text.wordings.values())
    return sought in text.name or any(sought in wording for wording in wordings)


def _typed() -> dict[str, dict[str, str]]:
    """The wordings in the form; a channel's own is left out where its box is empty."""
    content: dict[str, dict[str, str]] = {}
    for standard in STANDARDS:
        boxes = {
            channel: _wording(request.form.get(f"{standard}-{channel}", ""))
            for channel in (EVERYWHERE, *DIALOGUE_CHANNELS)
        }
        usual = boxes.pop(EVERYWHERE)
        apart = {channel: each for channel, each in boxes.items() if each and each != usual}
        content[standard] = {EVERYWHERE: usual, **apart}
    return content


def _wording(typed: str) -> str:
    lines = (" ".join(line.split()) for line in typed[:LONGEST].splitlines())
    return as_named("\n".join(lines).strip())
