"""The page of one conversation."""

from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.caseworker import CaseworkRefused
from casework.tasks.assignment import NO_TALK
from casework.tasks.procedure import NoSuchStep, steps_of
from casework.writing import agent_messages
from conversations.duty.alerts import told_in
from core.channel import Channel
from web.auth import Role, watching
from web.console.conversation import case, preview, reading, usual
from web.console.conversation.acts import Acts, NotUnderstood, groups_of
from web.console.conversation.reading import Seen
from web.console.conversation.understanding import Understanding
from web.console.conversation.viewing_proof import sign_look, was_looked_at
from web.console.dependencies import Dependencies
from web.console.refusals import in_words
from web.console.request import access_reason, live_updates
from web.console.request.current_user import acting_caseworker, here
from web.console.request.row_ids import row_id
from web.console.request.tokens import fresh_key
from web.console.section import Section
from web.console.tasks.duty_words import HOW, state_in_words, went
from web.console.tasks.task_words import reason_in_words, summary_in_words
from web.console.tasks.wishes import REASONS as WISHES
from web.console.words import CHOSEN


def blueprint(deps: Dependencies) -> Blueprint:
    """The pages of a conversation."""
    pages = Blueprint("conversation", __name__)
    acts = Acts(deps)

    def seen_here(conversation: str) -> Seen:
        return reading.read(deps.database, here().municipality, conversation)

    @pages.get("/conversation/<conversation>")
    def show(conversation: str) -> ResponseReturnValue:
        seen = seen_here(conversation)
        why = _why(seen) or access_reason.reason()
        return _page(deps, seen, why) if why else access_reason.ask("Samtale")

    @pages.get("/conversation/<conversation>/messages")
    @watching
    def messages(conversation: str) -> ResponseReturnValue:
        seen = seen_here(conversation)
        # The part alone is the conversation too: without the page before it, it is a look.
        if not was_looked_at(conversation, request.args.get("look", "")):
            why = _why(seen) or access_reason.reason()
            if why is None:
                abort(403)
            case.note_look(deps, seen, None, why)
        return live_updates.part(_messages(deps, seen))

    @pages.post("/conversation/<conversation>/preview")
    def before(conversation: str) -> ResponseReturnValue:
        seen = seen_here(conversation)
        text = request.form.get("text", "")
        deps.casework.begun.keep(acting_caseworker(), conversation, text)
        return _preview(deps, seen, text)

    @pages.post("/conversation/<conversation>/tick")
    def tick(conversation: str) -> ResponseReturnValue:
        step, task = request.form.get("step", ""), row_id(request.form.get("task", ""))
        try:
            deps.casework.procedures.tick(acting_caseworker(), conversation, task or 0, step)
        except NoSuchStep:
            abort(400)
        anchor = f"steps-{task}"
        return redirect(url_for(".show", conversation=conversation, _anchor=anchor), 303)

    @pages.post("/conversation/<conversation>/<act>")
    def do(conversation: str, act: str) -> ResponseReturnValue:
        try:
            return acts.do(act, conversation)
        except NotUnderstood:
            abort(400)
        except CaseworkRefused as refused:
            # The words that were written stay in the box.
            seen = seen_here(conversation)
            text = request.form.get("text", "")
            return _page(deps, seen, _why(seen) or act, text=text, refused=refused), 422

    return pages


SECTION = Section("Samtale", "conversation.show", (Role.CASEWORKER,), blueprint, in_menu=False)


def _why(seen: Seen) -> str | None:
    """The reason to look at a conversation: its task; None where it has none."""
    tasks = seen.tasks or seen.done[-1:]
    return reason_in_words(tasks[-1].reason) if tasks else None


def _page(
    deps: Dependencies,
    seen: Seen,
    why: str,
    *,
    text: str | None = None,
    refused: CaseworkRefused | None = None,
) -> str:
    me, conversation = here(), seen.conversation
    beside = case.of(deps, seen)
    case.note_look(deps, seen, beside.person if beside else None, why)
    private = conversation.channel == Channel.WEB and beside is not None and beside.proven
    known = beside.person.name if beside is not None and beside.proven else ""
    answers = usual.answers(deps, conversation, private=private, name=known)
    if text is None:
        wanted = request.args.get("insert")
        begun = deps.casework.begun.of(acting_caseworker(), conversation.id)
        text = next((each.text for each in answers if each.name == wanted), begun)
    with deps.database.read() as session:
        reachable = agent_messages.can_reach(session, conversation)
    return render_template(
        "casework/conversation/conversation.html",
        seen=seen,
        case=beside,
        messages=live_updates.with_version(_messages(deps, seen)),
        preview=_preview(deps, seen, text),
        usual=answers,
        text=text,
        refused=in_words(refused) if refused else None,
        known=[line for each in seen.tasks for line in _known(deps, each.summary)],
        names=deps.casework.colleagues.names(me.municipality),
        colleagues=[
            each
            for each in deps.casework.colleagues.of(me.municipality)
            if each.caseworker != me.subject
        ],
        present={e.caseworker for e in deps.casework.colleagues.present(me.municipality)},
        groups=groups_of(deps),
        outcomes=CHOSEN,
        mine=me.subject in seen.assignees(),
        holds=conversation.holder == me.subject,
        open=any(each.state == "open" for each in seen.tasks),
        reachable=reachable,
        tells=reachable and any(each.reason not in NO_TALK for each in seen.tasks),
        wishes=WISHES,
        told=told_in(deps.database, conversation.id),
        state_in_words=state_in_words,
        went=went,
        how=HOW,
        procedures=[
            (each, steps)
            for each in seen.tasks
            if (steps := steps_of(each.reason, each.id, seen.events))
        ],
        service=partial(_service, deps),
        provider=partial(_provider, deps),
        key=fresh_key,
    )


def _messages(deps: Dependencies, seen: Seen) -> str:
    return render_template(
        "casework/conversation/messages.html",
        seen=seen,
        look=sign_look(seen.conversation.id),
        version=live_updates.SEEN,
        new=sum(line.new for line in seen.lines),
        understanding=Understanding(deps.texts, deps.catalogue),
        municipality=deps.catalogue.municipality(seen.conversation.municipality).name,
    )


def _preview(deps: Dependencies, seen: Seen, text: str) -> str:
    channel = seen.conversation.channel
    private = channel == Channel.WEB and case.is_proven(deps, seen.conversation.id)
    shown = preview.of(text, channel, private=private)
    return render_template("casework/conversation/preview.html", preview=shown, channel=channel)


def _known(deps: Dependencies, summary: dict[str, object]) -> list[str]:
    return summary_in_words(summary, deps.catalogue)


def _service(deps: Dependencies, service: str) -> str:
    return deps.catalogue.service_names(service).nb


def _provider(deps: Dependencies, provider: str) -> str:
    return deps.catalogue.provider_name(provider)
