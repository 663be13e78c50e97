"""What fails a run, and what never does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from citaudit.judge.gate import BY_LOOKS, DOUBT, decide, exit_status
from citaudit.judge.registry import RULES
from citaudit.model import Confidence, Need, Severity, Support, Unread
from tests.judge.made import finding, page, report
from tests.making import claim

TEXT = "It opened in 1931."


@pytest.mark.parametrize(
    ("code", "severity", "confidence", "settings", "failed"),
    [
        ("REF001", "error", "high", {}, True),
        ("REF006", "warning", "high", {}, False),
        ("REF006", "warning", "high", {"fail_on": "warning"}, True),
        ("REF005", "note", "high", {"fail_on": "warning"}, False),
        ("REF005", "note", "high", {"fail_on": "note"}, True),
        ("REF012", "error", "medium", {}, False),
        ("REF012", "error", "medium", {"min_confidence": Confidence.MEDIUM}, True),
        ("REF012", "error", "low", {"min_confidence": Confidence.MEDIUM}, False),
        ("REF001", "error", "high", {"fail_on": "never"}, False),
        ("URL002", "error", "high", {}, True),
        ("URL002", "error", "medium", {}, False),
        ("URL002", "error", "medium", {"min_confidence": Confidence.LOW}, False),
        ("URL002", "error", "medium", {"once": True}, True),
        ("CLM006", "error", "medium", {"min_confidence": Confidence.LOW}, False),
        ("URL003", "warning", "high", {"fail_on": "note", "once": True}, False),
        ("URL006", "note", "high", {"fail_on": "note", "once": True}, False),
        ("TOOL002", "note", "high", {"fail_on": "note"}, False),
    ],
)
def test_what_fails(
    code: str, severity: str, confidence: str, settings: dict[str, object], failed: bool
) -> None:
    made = finding(
        code, "1931", TEXT, severity=Severity(severity), confidence=Confidence(confidence)
    )
    decision = decide(report(page(TEXT, [made])), **settings)  # type: ignore[arg-type]
    assert decision.failed is failed
    assert len(decision.findings) == failed


def test_known_and_ignored_findings_fail_nothing() -> None:
    made = finding("REF001", "1931", TEXT)
    for state in ("known", "ignored"):
        one_page = page(TEXT, [replace(made, state=state)])
        assert not decide(report(one_page)).failed


def test_every_rule_that_rests_on_looks_is_known_to_the_gate() -> None:
    looking = {rule.code for rule in RULES if Need.LOOKS in rule.needs}
    assert looking - DOUBT - BY_LOOKS == {"URL005"}  # a redirect was seen, not doubted


def test_fail_under_counts_statements_of_the_body() -> None:
    claims = [
        claim(Support.SOURCED),
        claim(Support.PARAGRAPH),
        claim(Support.NONE),
        claim(Support.EMPTY),
        claim(Support.EXEMPT),
        claim(Support.NONE, lead=True),
    ]
    made = report(page(TEXT, claims=claims))
    assert not decide(made, fail_under=50).failed
    decision = decide(made, fail_under=50.1)
    assert decision.reasons == ("50.0 % of the statements are checkable, less than 50.1 %",)


def test_doubt_does_not_lower_the_share() -> None:
    made = report(page(TEXT, claims=[claim(Support.DOUBTFUL), claim(Support.DEAD)]))
    assert not decide(made, fail_under=100).failed
    passed = decide(made, fail_under=60)
    assert not passed.failed
    assert passed.notes == (
        "100.0 % of the statements are checkable with the 2 in doubt (sources suspect, or seen "
        "dead for the first time), enough for 60 %; the figure without them is 0.0 %",
    )
    (reason,) = decide(made, fail_under=60, once=True).reasons
    assert reason.startswith("50.0 % of the statements are checkable with the 1 in doubt (")


def test_a_run_without_statements_falls_short_of_nothing() -> None:
    decision = decide(report(page(TEXT, claims=[claim(Support.EXEMPT)])), fail_under=100)
    assert (decision.reasons, decision.notes) == ((), ())


def test_a_share_is_never_printed_as_what_it_falls_short_of() -> None:
    claims = [claim(Support.SOURCED)] * 1999 + [claim(Support.NONE)]
    (reason,) = decide(report(page(TEXT, claims=claims)), fail_under=100).reasons
    assert reason == "99.9 % of the statements are checkable, less than 100 %"


def test_a_locked_baseline_that_is_out_of_date_fails() -> None:
    assert not decide(report(page(TEXT))).failed
    assert "2 entries match no finding" in decide(report(page(TEXT)), stale=2).reasons[0]


def test_exit_status() -> None:
    clean = report(page(TEXT))
    assert exit_status(clean, decide(clean)) == 0
    bad = report(page(TEXT, [finding("REF001", "1931", TEXT)]))
    assert exit_status(bad, decide(bad)) == 1
    broken = report(page(TEXT), unread=[Unread("b.md", "no text")])
    assert exit_status(broken, decide(broken)) == 3
    assert exit_status(report(), decide(report())) == 4
