"""A page as its reader meets it: what was said, what can be pressed, the forms and their fields."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def all(self, tag: str = "", **wanted: str) -> "list[Element]":
        """Every element inside with a tag and these attributes, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                fits = not tag or child.tag == tag
                if fits and all(child.has(name, value) for name, value in wanted.items()):
                    found.append(child)
                found += child.all(tag, **wanted)
        return found

    def has(self, name: str, value: str) -> bool:
        held = self.attributes.get(name.rstrip("_").replace("_", "-"))
        return held is not None and (value == held or value in held.split())

    @property
    def text(self) -> str:
        """The words inside, one space between them."""
        words = [c if isinstance(c, str) else c.text for c in self.children]
        return " ".join(" ".join(words).split())

    @property
    def exact(self) -> str:
        """The words inside as they stand."""
        return "".join(c if isinstance(c, str) else c.exact for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read(html: str) -> Element:
    """A page's elements."""
    reader = _Reader()
    reader.feed(html)
    return reader.root
