"""HTML as a tree, for tests that look at pages without a browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass
class Element:
    """A tag with its attributes (an attribute without value is an empty string) and what it holds."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Element | str]" = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def __contains__(self, name: str) -> bool:
        return name in self.attributes

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)

    @property
    def text(self) -> str:
        """The text inside, blanks collapsed."""
        return " ".join(_text(self).split())

    def walk(self) -> "Iterator[Element]":
        """This element and everything inside, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str, **attributes: str | None) -> "list[Element]":
        """Elements inside of one of these tags (any when none is named) with these attributes.

        An attribute is named with underscores for hyphens; None asks for its presence only.
        """
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [found for found in self.walk() if found is not self and _fits(found, tags, wanted)]

    def one(self, *tags: str, **attributes: str | None) -> "Element":
        """The only such element."""
        found = self.all(*tags, **attributes)
        if len(found) != 1:
            message = f"{len(found)} elements {tags} {attributes} instead of one"
            raise LookupError(message)
        return found[0]


def _text(element: Element) -> str:
    return "".join(child if isinstance(child, str) else _text(child) for child in element.children)


def _fits(element: Element, tags: tuple[str, ...], wanted: dict[str, str | None]) -> bool:
    if tags and element.tag not in tags:
        return False
    return all(name in element and value in {None, element[name]} for name, value in wanted.items())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            message = f"</{tag}> closes <{self.open[-1].tag}>"
            raise ValueError(message)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(text: str) -> Element:
    """The page's tree under a nameless root. Raises :class:`ValueError` where tags do not nest."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    if len(builder.open) != 1:
        message = f"<{builder.open[-1].tag}> is never closed"
        raise ValueError(message)
    return builder.root
