"""What site generators add to Markdown: none of it is prose, and the prose around it is whole."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from citaudit.model import Document, Page
from citaudit.parse import parse
from citaudit.parse.markdown.sites import without_site_marks
from citaudit.parse.markdown.source import HOLE
from tests.parse.spans import assert_in_place, assert_words_in_place


def read(text: str) -> Document:
    document = parse(Page("x.md", text, format="markdown"))
    assert_in_place(document)
    assert_words_in_place(document)
    return document


def told(text: str) -> list[str]:
    blocks = read(text).blocks
    return [" ".join(block.text.text.split()) for block in blocks if block.text.text.strip()]


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ('!!! note "Title"\n    One.\n\n    Two.\n\nThree.\n', ["One.", "Two.", "Three."]),
        ("??? tip\n    One.\n", ["One."]),
        ("!!! note\n    One.\n\n    ??? tip\n        Two.\n", ["One.", "Two."]),
        ('=== "A"\n\n    One.\n\n    ```sh\n    code 1\n    ```\n\n=== "B"\n\n    Two.\n',
         ["One.", "Two."]),
        (":::note\nOne.\n:::\n", ["One."]),
        (":::tip[My title]\nOne.\n\nTwo.\n:::\n", ["One.", "Two."]),
        ("::: {.callout-note}\nOne.\n:::\n", ["One."]),
        ("::::details Click\n:::tip\nOne.\n:::\n::::\n", ["One."]),
        (":::I agree with that.\n", [":::I agree with that."]),
        ("> [!NOTE]\n> One.\n", ["One."]),
        ("> [!tip]- One.\n> Two.\n", ["One. Two."]),
        ("1. {% if x %}One.{% endif %}\n", ["One."]),
        ("- [x] One.\n- [ ] Two.\n", ["One.", "Two."]),
        ("+++\ntitle = 'A'\ndate = 2023-01-02\n+++\nOne.\n", ["One."]),
        ("{% include a.html b='1999' %}\n\nOne {{ site.x }} two.\n", ["One two."]),
        ("{% highlight rb %}\nputs 1\n{% endhighlight %}\n\nOne.\n", ["One."]),
        ("{% comment %}\nOld.\n{% endcomment %}\n\nOne.\n", ["One."]),
        ("{% raw %}\nOne.\n{% endraw %}\n", ["One."]),
        ("{{% notice tip %}}\nOne.\n{{% /notice %}}\n", ["One."]),
        ("One.\n{: .note #a }\n\n{:toc}\n", ["One."]),
        ('One.\n\n![F](a.png){ width="300" }\n', ["One."]),
        ("[a](b){target=_blank .c} two.\n", ["a two."]),
        ("*[HTML]: Hyper Text\n\nOne.\n", ["One."]),
        ('--8<-- "a.md"\n\nOne.\n', ["One."]),
        ("$$\nE = mc^2\n$$\n\nOne.\n\n$$a = b$$ {#eq:a}\n", ["One."]),
        ("\\begin{align}\na &= b \\\\\n\\end{align}\n\nOne.\n", ["One."]),
        ("One %%remark of 1999%% two.\n\n%%\nAll of\n\nthis.\n%%\n", ["One two."]),
        ("![[a.png]]\n\nOne. ^37066d\n\nTwo.\n\n^quote-of-the-day\n", ["One.", "Two."]),
        ("import A from '@theme/A';\nimport {b,\n c} from \"d\";\n\nOne.\n", ["One."]),
        ("export const A = () => (\n  <b>1999</b>\n);\n\nOne.\n", ["One."]),
        ("{/* a remark\nof 1999 */}\n\nOne.\n", ["One."]),
        ("<Tabs of={[{a: 'b'}, {a: 'c'}]}>\n<Tab a=\"b\">\n\nOne.\n\n</Tab>\n</Tabs>\n", ["One."]),
        ("<span style={{color: 'red'}}>One.</span>\n", ["One."]),
    ],
)  # fmt: skip
def test_marks_of_generators_are_no_prose(text: str, prose: list[str]) -> None:
    assert told(text) == prose
    assert told(text.replace("\n", "\r\n")) == prose


@pytest.mark.parametrize(
    "prose",
    [
        "Write `{% raw %}` and `` {: .note } ``, or `:::`, or `%%a%%`.",
        "It rose by 5 %% and fell by 6 %.",
        "What is it???",
        "An area of 10 m^12\nor x ^2\nor 2^10",
        "He said!!! And left.",
        "A set {a} of {1, 2} has {x=1}.",
        "Prices were $$5 then.",
        "The wiki=\n=== no tab ===",
        "import duties rose from 1932 on.",
        "You can\nexport default settings to a file.",
        "See [x] and [ ] in the margin.",
        "The range is 3::4 and a::b.",
    ],
)
def test_prose_that_looks_alike_stays(prose: str) -> None:
    assert without_site_marks(f"{prose}\n", HOLE) == f"{prose}\n"


def test_code_shows_what_it_shows() -> None:
    text = "```md\n:::note\n{% raw %}\n$$\n```\n\nOne.\n\n$$\n1932\n$$\n"
    assert without_site_marks(text, HOLE).startswith(text[: text.index("One.")])
    assert told(text) == ["One."]


@pytest.mark.parametrize("fence", ["```", "~~~~"])
def test_a_module_that_code_shows_ends_with_the_code(fence: str) -> None:
    code = f"{fence}js\nexport default {{\n  a: 1,\n}}\n{fence}"
    text = f"One.\n\n{code}\n\nTwo.\n\nexport const a = 1\n"
    assert told(text) == ["One.", "Two."]


def test_a_footnote_in_a_remark_is_none_and_one_in_a_container_is() -> None:
    document = read(
        "%% to do [^gone] %%\n\n!!! note\n    One.[^a]\n\n:::tip\nTwo.[^a]\n:::\n\n[^a]: Guide.\n"
    )
    assert [marker.key for marker in document.markers] == ["a", "a"]
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


_PIECES = (
    *("`", "```", "~~~", "\n", "\r\n", " ", "    ", "a", "{", "}", "{%", "%}", "%%", "$$", ":::"),
    *("!!! a", "???", '=== "a"', "+++", "<!--", "-->", "{/*", "*/}", "<a b={", ">", '"', "![["),
    *("]]", "import a from 'b'", "export {", "[!a]", "- [x] ", "{: .a}", "[^a]"),
    *("\\begin{a}", "\\end{a}"),
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
@example("`~~~]]~~~`")
def test_any_mixture_keeps_its_places(text: str) -> None:
    masked = without_site_marks(text, HOLE)
    assert len(masked) == len(text)
    assert [c for c in masked if c in "\r\n"] == [c for c in text if c in "\r\n"]
    read(text)


@pytest.mark.parametrize(
    "piece", ["{%", "{% comment %}", "{/*", "<!--", "<a b={", "%%a\n", "$$x", "`a ``b ", "![["]
)
def test_marks_without_an_end_cost_no_more_than_others(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    begun = time.process_time()
    without_site_marks(text, HOLE)
    assert time.process_time() - begun < 5
