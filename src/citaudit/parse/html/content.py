"""What a page is about, and whether MediaWiki wrote it."""

from __future__ import annotations

from citaudit.parse.html.tree import Element, Run

_LITTLE = 200  # code points around the main part that do not make it doubtful


def main_part(root: Element, text: str) -> Element | None:
    """The one `<main>` of a page, unless two thirds of its paragraphs stand around it."""
    if "main" not in text and "MAIN" not in text:
        return None
    mains = [
        element
        for element in root.elements()
        if element.name == "main" or element.get("role") == "main"
    ]
    if not mains or any(not mains[0].span.holds(other.span) for other in mains):
        return None
    inside = outside = 0
    for element in root.elements():
        if element.name in ("p", "li"):
            length = sum(run.end - run.start for run in element.children if isinstance(run, Run))
            if mains[0].span.holds(element.span):
                inside += length
            elif element.name == "p":
                outside += length
    return mains[0] if inside and outside <= max(2 * inside, _LITTLE) else None


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
