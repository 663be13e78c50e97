"""The overview of a whole wiki as one HTML file that asks nothing of any host."""

from __future__ import annotations

import tomllib
from importlib import resources

from markupsafe import Markup

from citaudit.languages import LANGUAGES
from citaudit.report.html.render import (
    FIRST,
    UNPRINTABLE,
    as_script_data,
    digest,
    environment,
    script,
    style,
)
from citaudit.report.html.sentences import Teller
from citaudit.report.html.wiki_view import WikiView
from citaudit.report.html.words import words
from citaudit.report.words.catalogue import Words

SCRIPTS = ("remembered", "sentences", "wiki")


def render_wiki(view: WikiView) -> str:
    """The page about a dump's audit. The same view always gives the same text."""
    css, js = style() + _file("static/wiki.css"), script(SCRIPTS)
    teller = Teller(view.language)
    context = {
        "wiki": view,
        "language": view.language,
        "languages": [(code, words(code)["name"]) for code in LANGUAGES],
        "style": Markup(css),  # noqa: S704 - our own files
        "script": Markup(js),  # noqa: S704 - our own file
        "first_script": Markup(FIRST),  # noqa: S704 - our own words
        "first_hash": digest(FIRST),
        "style_hash": digest(css),
        "script_hash": digest(js),
        "words_json": lambda: as_script_data(
            {code: {**_spoken(code), **teller.words(code)} for code in LANGUAGES}
        ),
    }
    templates = environment(_spoken(view.language), teller)
    templates.filters["counted"] = counted
    return UNPRINTABLE.sub("\ufffd", templates.get_template("wiki.html.jinja").render(context))


def counted(number: int) -> int | str:
    """A number as a person reads it; 1 stays a number, since words depend on it."""
    return number if number == 1 else f"{number:,}"


def _spoken(language: str) -> Words:
    """The words of every report, and those of this page."""
    return {**words(language), **tomllib.loads(_file(f"words/wiki-{language}.toml"))}


def _file(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text("utf-8")
