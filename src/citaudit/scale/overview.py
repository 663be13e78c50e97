"""The overview of a run's tables, for the HTML page: figures over all, samples of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import duckdb

from citaudit.judge.registry import RULES
from citaudit.model import Standing, Support
from citaudit.report.html.bars import bar, gauge
from citaudit.report.html.links import safe_href, shown_host
from citaudit.report.html.pages import STATES, SUPPORT_ORDER
from citaudit.report.html.view import HostView
from citaudit.report.html.wiki_view import (
    CategoryView,
    RuleSamples,
    SampleView,
    WikiView,
    WorstPage,
)
from citaudit.report.html.words import language_for
from citaudit.scale.files import StoreError
from citaudit.scale.query import connected
from citaudit.scale.run_file import RunFile, run_of
from citaudit.scale.store import loose_blocks
from citaudit.scale.unlooked import unchecked
from citaudit.text.shortened import in_one_line
from citaudit.version import VERSION

_SAMPLES: Final = 5  # findings of each rule
_WORST: Final = 25
_HOSTS: Final = 12
_SHOWN: Final = 280  # characters of a statement or a piece of source
_SAID: Final = 1_000  # of a message: one that is cut is understood by nobody
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}

_FIGURES: Final = f"""
select count(*) filter (problem is null), coalesce(sum(characters), 0),
       coalesce(sum(statements), 0), coalesce(sum(checkable), 0), coalesce(sum(strict), 0),
       coalesce(sum(with_paragraph), 0),
       {", ".join(f"coalesce(sum(links_{each}), 0)" for each in Standing)}
from pages
"""  # noqa: S608 - our own names
# A fingerprint is a hash already: the smallest ones are a draw that is the same every time.
_DRAWN: Final = f"""
with drawn as (
  select unnest(min_by({{
    code: code, page: page, start: start, line: line, message: message, fingerprint: fingerprint,
    excerpt: excerpt || if(stop - start > length(excerpt), '…', '')
  }}, fingerprint, {_SAMPLES}), recursive := true)
  from findings where state = 'new' group by code
)
select d.code, p.title, p.url, d.line, d.excerpt, d.message,
       (select min_by(s.text, s.stop - s.start) from statements s
        where s.page = d.page and s.start <= d.start and d.start < s.stop
          and s.support <> 'exempt')
from drawn d join pages p on p.page = d.page order by d.code, d.fingerprint
"""  # noqa: S608 - our own number
_BY_RULE: Final = """
select code, min_by(severity, case severity when 'error' then 0 when 'warning' then 1 else 2 end),
       any_value(name), count(*), count(distinct page)
from findings where state = 'new' group by code
"""
_HOSTS_OF: Final = f"""
select host, count(*) filter (standing in ('dead', 'suspect')) as bad, count(*) as total
from links where role = 'source' and host <> ''
group by host order by bad desc, total desc, host limit {_HOSTS}
"""  # noqa: S608 - our own number
_WORST_OF: Final = f"""
select title, url, statements, checkable, findings_error, findings_warning, empty_references,
       links_dead
from pages where statements > 0
order by statements - checkable desc, title limit {_WORST}
"""  # noqa: S608 - our own number


def overview(out: Path) -> WikiView:
    """The audit of a dump as far as its tables hold it.

    Raises `StoreError` without any, or where they are of a version that lacks a column.
    """
    run = run_of(out)
    with connected(out) as database:
        try:
            return _overview(out, run, database)
        except duckdb.BinderException as error:
            why = str(error).partition("\n")[0]
            raise StoreError(f"{out}: its tables are of another version ({why})") from error


def _overview(out: Path, run: RunFile, database: duckdb.DuckDBPyConnection) -> WikiView:
    [figures] = database.execute(_FIGURES).fetchall()
    pages, characters, statements, checkable, strict, paragraph, *standings = figures
    links = dict(zip(map(str, Standing), standings, strict=True))
    supports, leads = _supports(database)
    rules = tuple(_rules(database))
    return WikiView(
        version=VERSION,
        language=language_for((), run.site.language),
        site=run.site.name,
        base=safe_href(run.site.base) if run.site.base else None,
        dump=Path(run.dump).name,
        day=run.today,
        seen=sum(links.values()) > links[str(Standing.UNCHECKED)],
        loose=loose_blocks(out / run.tables),
        pages=pages,
        characters=characters,
        findings=sum(rule.n for rule in rules),
        gauges=(
            gauge("checkable", checkable, statements),
            gauge("strict", strict, statements),
            gauge("with-paragraph", paragraph, statements),
        ),
        support=bar("support", supports, SUPPORT_ORDER, ""),
        leads=leads,
        references=bar("references", _states(database), STATES, ""),
        links=bar("links", links, Standing.worst_first(), ""),
        rules=rules,
        worst=tuple(_worst(database)),
        hosts=tuple(_hosts(database)),
        categories=tuple(_categories(database)),
        unchecked=tuple(unchecked(out, run, database)),
    )


def _supports(database: duckdb.DuckDBPyConnection) -> tuple[dict[str, int], int]:
    """Statements of the body by support, and how many stand in leads; none that is exempt."""
    sql = "select support, lead, count(*) from statements where support <> ? group by all"
    body: dict[str, int] = {}
    leads = 0
    for support, lead, n in database.execute(sql, [str(Support.EXEMPT)]).fetchall():
        if lead:
            leads += n
        else:
            body[support] = n
    return body, leads


def _states(database: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    sql = "select state, count(*) from reference_states group by state"
    return dict(database.execute(sql).fetchall())


def _rules(database: duckdb.DuckDBPyConnection) -> Iterator[RuleSamples]:
    """What each rule found at its gravest, the gravest and most frequent first."""
    samples: dict[str, list[SampleView]] = {}
    for code, title, url, line, excerpt, message, statement in database.execute(_DRAWN).fetchall():
        samples.setdefault(code, []).append(
            SampleView(
                page=title,
                href=safe_href(url) if url else None,
                line=line if excerpt else None,
                excerpt=in_one_line(excerpt, _SHOWN),
                statement=in_one_line(statement, _SHOWN) if statement else None,
                message=in_one_line(message, _SAID),
            )
        )
    known = {rule.code: rule for rule in RULES}
    found = database.execute(_BY_RULE).fetchall()
    for code, severity, name, n, pages in sorted(
        found, key=lambda row: (_ORDER[row[1]], -row[3], row[0])
    ):
        named = known[code].name if code in known else name
        yield RuleSamples(code, named, severity, n, pages, tuple(samples.get(code, ())))


def _worst(database: duckdb.DuckDBPyConnection) -> Iterator[WorstPage]:
    for title, url, statements, checkable, errors, warnings, empty, dead in database.execute(
        _WORST_OF
    ).fetchall():
        counts = {"sourced": checkable, "none": statements - checkable}
        yield WorstPage(
            title=title,
            href=safe_href(url) if url else None,
            statements=statements,
            unsourced=statements - checkable,
            support=bar("support", counts, ("sourced", "none"), ""),
            errors=errors,
            warnings=warnings,
            empty=empty,
            dead=dead,
        )


def _hosts(database: duckdb.DuckDBPyConnection) -> Iterator[HostView]:
    found = database.execute(_HOSTS_OF).fetchall()
    most = max((total for _, _, total in found), default=1)
    for name, bad, total in found:
        shown = shown_host(f"https://{name}/") or name
        yield HostView(shown, bad, total, round(100 * total / most, 1))


def _categories(database: duckdb.DuckDBPyConnection) -> Iterator[CategoryView]:
    sql = "select category, pages, statements, unsourced from unsourced_by_category limit 12"
    found = database.execute(sql).fetchall()
    most = max((statements for _, _, statements, _ in found), default=1)
    for name, pages, statements, missing in found:
        width = round(100 * statements / most, 1)
        yield CategoryView(name, pages, statements, missing, width)
