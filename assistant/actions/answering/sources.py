"""«Hvor står det?»: the sources of an answer are kept, and told when they are asked for."""

from collections.abc import Mapping
from typing import Any

from assistant.actions.reply import Reply
from assistant.actions.situation import Situation
from assistant.actions.thread import offer_person

OWN_LIST = "demo"
"""The source of what the catalogue states of providers without a page."""


def remember_sources(reply: Reply) -> Reply:
    """Keep the sources of this answer, for «hvor står det?»."""
    stated = [m["source"] for m in reply.messages if "source" in m]
    stated += [each for m in reply.messages for each in m.get("sources", ())]
    sources = {each["url"] or each["title"]: each for each in stated}
    return Reply().set(sources=sources) if sources else Reply()


def where_it_stands(situation: Situation) -> Reply:
    """«Hvor står det?»: the pages that the last answer came from, and when they were checked."""
    sources: Mapping[str, Any] = situation.slots.get("sources") or {}
    if not sources:
        return offer_person("source", "source.none")
    reply = Reply()
    for each in list(sources.values())[:2]:
        reply.then(_page(each))
    return reply


def _page(source: Mapping[str, str]) -> Reply:
    """One source: a page, a document that has no address, or the catalogue's own list."""
    url, checked = source["url"], {"date": source["checked"]}
    if url == OWN_LIST:
        return Reply().say("source.catalogue", checked=checked)
    if not url:
        return Reply().say("source.document", title=source["title"], checked=checked)
    values = {"name": _whose(url), "url": url, "checked": checked}
    reply = Reply().say("source.page", values=values)
    return reply.say("source.dated", dated=source["dated"]) if source.get("dated") else reply


def _whose(url: str) -> str:
    """Whose page it is, in words: a text message carries nothing that a telephone makes a link of.

    «www.oslo.kommune.no» is Oslo kommune, «helsedirektoratet.no» helsedirektoratet.
    """
    *names, _ = url.split("/")[2].removeprefix("www.").split(".")
    if len(names) > 1 and names[-1] == "kommune":
        return f"{names[-2].capitalize()} kommune"
    return names[-1]
