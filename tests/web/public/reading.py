"""Reading a page as its reader does: its words, without the marks around them."""

import html
import re


def words_of(page: str) -> str:
    """The text of a page, with single spaces."""
    body = page[page.index("<main") :]
    without = re.sub(r"<[^>]+>", " ", re.sub(r"<(style|script)\b.*?</\1>", " ", body, flags=re.S))
    return re.sub(r"\s+", " ", html.unescape(without))


def blocks_of(page: str) -> list[str]:
    """The text of each paragraph, heading, label, list item and cell of a page."""
    marks = "p|li|dt|h1|h2|h3|label|legend|th|td|caption|option"
    found = re.findall(rf"<({marks})\b[^>]*>(.*?)</\1>", page[page.index("<main") :], flags=re.S)
    plain = (html.unescape(re.sub(r"<[^>]+>", " ", inner)) for _, inner in found)
    return [text for each in plain if (text := re.sub(r"\s+", " ", each).strip())]


def links_of(page: str) -> list[str]:
    """Where a page leads."""
    return [html.unescape(found) for found in re.findall(r'<a [^>]*href="([^"]+)"', page)]


def names_of(page: str) -> list[str]:
    """The providers of a list or a comparison, in the order in which they stand."""
    found = re.findall(r'href="[^"]*/leverandorer/([a-z]+(?:-[a-z]+)*)"', page)
    return list(dict.fromkeys(found))
