"""The mended tree of a page: elements that know their attributes and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from citaudit.model import Span
from citaudit.parse.html.tokens import Cut

_NUMBER = re.compile("\ue000(\\d+);")


@dataclass(slots=True)
class Run:
    """A stretch of text as written."""

    start: int
    end: int


_DEEPEST = 512  # elements: what is nested deeper is laid flat by Chromium's parser


@dataclass(slots=True)
class Element:
    """An element: `span` runs from its start tag to its end tag, `inside` holds its content."""

    name: str
    attributes: dict[str, str]
    span: Span
    inside: Span
    parent: Element | None = None
    children: list[Element | Run] = field(default_factory=list)
    order: int = 0

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    def get(self, name: str) -> str:
        """An attribute; empty where it has none."""
        return self.attributes.get(name, "")

    def elements(self) -> Iterator[Element]:
        """The elements below, in order of place."""
        stack = [iter(self.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, Element):
                yield child
                stack.append(iter(child.children))

    def ancestors(self) -> Iterator[Element]:
        """The elements around, innermost first, as deep as a browser nests them."""
        around = self.parent
        for _ in range(_DEEPEST):
            if around is None:
                return
            yield around
            around = around.parent

    def runs(self) -> Iterator[Run]:
        """The text below, in order of place."""
        stack = [iter(self.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, Run):
                yield child
            else:
                stack.append(iter(child.children))


def tree(cut: Cut) -> Element:
    """The tree of a page cut up; its root is no element of the page."""
    from bs4 import BeautifulSoup
    from bs4.element import Tag

    soup = BeautifulSoup(cut.skeleton, "lxml")
    root = Element("", {}, Span(0, len(cut.text)), Span(0, len(cut.text)))
    order = 0
    stack = [(root, iter(soup.contents))]
    while stack:
        element, children = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            _close(element, cut)
        elif not isinstance(node, Tag):
            for found in _NUMBER.finditer(str(node)):
                element.children.append(Run(*cut.runs[int(found.group(1))]))
        elif "i" not in node.attrs:  # one that the builder put in itself
            stack.append((element, iter(node.contents)))
        else:
            order += 1
            child = _element(cut, int(str(node.attrs["i"])), element, order)
            element.children.append(child)
            stack.append((child, iter(node.contents)))
    return root


def _element(cut: Cut, number: int, parent: Element, order: int) -> Element:
    tag = cut.tags[number]
    attributes = cut.attributes(number) if tag.end - tag.inside > 1 else {}
    place = Span(tag.start, tag.end)
    return Element(tag.name, attributes, place, Span(tag.end, tag.end), parent, order=order)


def _close(element: Element, cut: Cut) -> None:
    """Ends where its content ends, and behind its end tag if that is what follows."""
    if element.parent is None:
        return
    end = element.inside.start
    for child in reversed(element.children):
        if isinstance(child, Element) or not cut.text[child.start : child.end].isspace():
            end = child.end if isinstance(child, Run) else child.span.end
            break
    inside = Span(element.inside.start, max(end, element.inside.start))
    close = cut.closes.get(end)
    if close and close[0] == element.name:
        end = close[1]
        inside = Span(inside.start, cut.text.rindex("<", 0, end))
    element.span = Span(element.span.start, max(end, element.span.end))
    element.inside = inside
