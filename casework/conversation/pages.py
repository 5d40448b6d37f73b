"""The page of one conversation."""

from functools import partial

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from casework import live, looks
from casework.conversation import case, preview, reading, usual
from casework.conversation.acts import Acts, NotUnderstood
from casework.conversation.reading import Seen
from casework.missed.words import intent_name
from casework.refusals import in_words
from casework.room import Room
from casework.section import Section
from casework.task_words import reason_in_words, summary_in_words
from casework.tokens import fresh_key
from casework.who import here
from casework.words import CHOSEN
from channels.desk import talk
from channels.desk.caseworker import DeskRefused
from sign_in import Role


def blueprint(room: Room) -> Blueprint:
    """The pages of a conversation."""
    pages = Blueprint("conversation", __name__)
    acts = Acts(room)

    def seen_here(conversation: str) -> Seen:
        return reading.read(room.database, here().municipality, conversation)

    @pages.get("/conversation/<conversation>")
    def show(conversation: str) -> ResponseReturnValue:
        seen = seen_here(conversation)
        why = _why(seen) or looks.reason()
        return _page(room, seen, why) if why else looks.ask("Samtale")

    @pages.get("/conversation/<conversation>/messages")
    def messages(conversation: str) -> ResponseReturnValue:
        return live.part(_messages(room, seen_here(conversation)))

    @pages.post("/conversation/<conversation>/preview")
    def before(conversation: str) -> ResponseReturnValue:
        seen = seen_here(conversation)
        return _preview(room, seen, request.form.get("text", ""))

    @pages.post("/conversation/<conversation>/<act>")
    def do(conversation: str, act: str) -> ResponseReturnValue:
        try:
            return acts.do(act, conversation)
        except NotUnderstood:
            abort(400)
        except DeskRefused as refused:
            # The words that were written stay in the box.
            seen = seen_here(conversation)
            text = request.form.get("text", "")
            return _page(room, seen, _why(seen) or act, text=text, refused=refused), 422

    return pages


SECTION = Section("Samtale", "conversation.show", (Role.CASEWORKER,), blueprint, in_menu=False)


def _why(seen: Seen) -> str | None:
    """The reason to look at a conversation: its task; None where it has none."""
    tasks = seen.tasks or seen.done[-1:]
    return reason_in_words(tasks[-1].reason) if tasks else None


def _page(
    room: Room,
    seen: Seen,
    why: str,
    *,
    text: str | None = None,
    refused: DeskRefused | None = None,
) -> str:
    me, conversation = here(), seen.conversation
    beside = case.of(room, seen)
    case.note_look(room, seen, beside.person if beside else None, why)
    private = conversation.channel == "web" and beside is not None and beside.proven
    answers = usual.answers(room, conversation, private=private)
    if text is None:
        wanted = request.args.get("insert")
        text = next((each.text for each in answers if each.name == wanted), "")
    with room.database.read() as session:
        reachable = talk.can_reach(session, conversation)
    return render_template(
        "casework/conversation.html",
        seen=seen,
        case=beside,
        messages=live.with_version(_messages(room, seen)),
        preview=_preview(room, seen, text),
        usual=answers,
        text=text,
        refused=in_words(refused) if refused else None,
        known=[line for each in seen.tasks for line in _known(room, each.summary)],
        names=room.desk.colleagues.names(me.municipality),
        colleagues=[
            each
            for each in room.desk.colleagues.of(me.municipality)
            if each.caseworker != me.subject
        ],
        outcomes=CHOSEN,
        mine=me.subject in seen.assignees(),
        holds=conversation.holder == me.subject,
        open=any(each.state == "open" for each in seen.tasks),
        reachable=reachable,
        service=partial(_service, room),
        provider=partial(_provider, room),
        key=fresh_key,
    )


def _messages(room: Room, seen: Seen) -> str:
    return render_template(
        "casework/messages.html",
        seen=seen,
        version=live.SEEN,
        new=sum(line.new for line in seen.lines),
        intent=partial(intent_name, room.texts),
        municipality=room.catalogue.municipality(seen.conversation.municipality).name,
    )


def _preview(room: Room, seen: Seen, text: str) -> str:
    channel = seen.conversation.channel
    private = channel == "web" and case.is_proven(room, seen.conversation.id)
    shown = preview.of(text, channel, private=private)
    return render_template("casework/preview.html", preview=shown, channel=channel)


def _known(room: Room, summary: dict[str, object]) -> list[str]:
    return summary_in_words(summary, room.catalogue)


def _service(room: Room, service: str) -> str:
    return room.catalogue.service_names(service).nb


def _provider(room: Room, provider: str) -> str:
    try:
        return room.catalogue.provider(provider).name
    except KeyError:  # It has left the catalogue since.
        return provider
