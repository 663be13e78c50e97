"""What a page is about, and whether MediaWiki wrote it."""

from __future__ import annotations

from citaudit.parse.html.tree import Element


def content(root: Element) -> Element:
    """What the page is about: MediaWiki's own output, where a skin stands around it."""
    for element in root.elements():
        if "mw-parser-output" in element.get("class"):
            around = element.parent
            single = (
                around is None
                or sum(
                    isinstance(child, Element) and "mw-parser-output" in child.classes
                    for child in around.children
                )
                == 1
            )
            return element if single and element.name != "body" else root
    return root


def is_mediawiki(root: Element, inside: Element) -> bool:
    return inside is not root or any(
        "mw-parser-output" in element.get("class")
        or "mediawiki" in element.get("class").split()
        or "mw:" in element.get("prefix")
        or "mw:" in element.get("typeof")
        for element in root.elements()
        if element.attributes
    )
