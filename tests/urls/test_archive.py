"""Archive addresses, read without asking anybody."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citaudit.urls.archive import PROBLEMS, archive_problems, parse_archive_url
from citaudit.urls.services import services

TODAY = date(2026, 1, 1)
PAGE = "http://paper.test/a?b=1"

# One copy of each service that keeps stamp and address in its own: (address, service, stamp).
LONG_FORMS = [
    ("https://web.archive.org/web/20140102030405/{}", "wayback", "20140102030405"),
    ("https://web.archive.org/web/20140102030405if_/{}", "wayback", "20140102030405"),
    ("https://web.archive.org/web/20140102030405/_embed/{}", "wayback", "20140102030405"),
    ("https://web.archive.org/web/20140102030405-/{}", "wayback", "20140102030405"),
    ("https://webarchive.loc.gov/legacy/20140102030405/{}", "loc", "20140102030405"),
    ("http://replay.waybackmachine.org/20140102030405/{}", "wayback", "20140102030405"),
    ("https://archive.ph/20140102030405/{}", "archive.today", "20140102030405"),
    ("https://archive.is/2014.01.02-030405/{}", "archive.today", "20140102030405"),
    ("https://timetravel.mementoweb.org/memento/20140102030405/{}", "memento", "20140102030405"),
    ("https://perma-archives.org/warc/20140102030405/{}", "perma.cc", "20140102030405"),
    ("https://archive.wikiwix.com/cache/20140102030405/{}", "wikiwix", "20140102030405"),
    ("https://conifer.rhizome.org/u/c/20140102030405/{}", "webrecorder", "20140102030405"),
    ("https://wayback.archive-it.org/all/20140102030405/{}", "archive-it", "20140102030405"),
    ("https://arquivo.pt/wayback/20140102030405/{}", "arquivo.pt", "20140102030405"),
    (
        "http://collections.internetmemory.org/haeu/20140102030405/{}",
        "europarchive",
        "20140102030405",
    ),
    (
        "https://www.webarchive.org.uk/wayback/archive/20140102030405/{}",
        "ukwebarchive",
        "20140102030405",
    ),
    (
        "https://webarchive.nationalarchives.gov.uk/ukgwa/20140102030405/{}",
        "nationalarchives-uk",
        "20140102030405",
    ),
    ("http://webarchive.parliament.uk/20140102030405/{}", "parliament-uk", "20140102030405"),
    ("http://webarchive.proni.gov.uk/20140102030405/{}", "proni", "20140102030405"),
    ("http://webarchive.loc.gov/all/20140102030405/{}", "loc", "20140102030405"),
    ("http://webarchive.loc.gov/lcwa0010/20140102030405/{}", "loc", "20140102030405"),
    ("https://www.webharvest.gov/peth04/20140102030405/{}", "webharvest", "20140102030405"),
    ("http://web.archive.bibalex.org:80/web/20140102030405/{}", "bibalex", "20140102030405"),
    ("http://www.collectionscanada.gc.ca/archivesweb/20140102030405/{}", "lac", "20140102030405"),
    ("http://digital.library.yorku.ca/wayback/20140102030405/{}", "yorku", "20140102030405"),
    ("http://veebiarhiiv.digar.ee/a/20140102030405/{}", "veebiarhiiv", "20140102030405"),
    ("http://wayback.vefsafn.is/wayback/20140102030405/{}", "vefsafn", "20140102030405"),
    ("http://nukrobi2.nuk.uni-lj.si:8080/wayback/20140102030405/{}", "spletni", "20140102030405"),
    ("https://swap.stanford.edu/20140102030405/{}", "stanford", "20140102030405"),
    (
        "http://eresources.nlb.gov.sg/webarchives/wayback/20140102030405/{}",
        "nlb-sg",
        "20140102030405",
    ),
    ("https://webarchive.nla.gov.au/awa/20140102030405/{}", "nla-au", "20140102030405"),
    ("http://www.padi.cat:8080/wayback/20140102030405/{}", "padicat", "20140102030405"),
    ("https://wayback.webarchiv.cz/wayback/20140102030405/{}", "webarchiv-cz", "20140102030405"),
    ("https://webarchiv.onb.ac.at/web/20140102030405/{}", "onb-at", "20140102030405"),
    ("https://webarchive.nrscotland.gov.uk/20140102030405/{}", "nrscotland", "20140102030405"),
    ("http://replay.web-beta.archive.org/web/20140102030405/{}", "wayback", "20140102030405"),
    ("http://classic-web.waybackmachine.org/20140102030405/{}", "wayback", "20140102030405"),
    ("http://tna.europarchive.org/20140102030405/{}", "europarchive", "20140102030405"),
    ("https://vefsafn.is/is/20140102030405/{}", "vefsafn", "20140102030405"),
    (
        "http://webarchive.nationalarchives.gov.uk/+/20140102030405/{}",
        "nationalarchives-uk",
        "20140102030405",
    ),
    (
        "https://www.webarchive.org.uk/en/ukwa/wayback/archive/20140102030405mp_/{}",
        "ukwebarchive",
        "20140102030405",
    ),
    (
        "https://webarchiveweb.wayback.bac-lac.canada.ca/web/20140102030405/{}",
        "lac",
        "20140102030405",
    ),
    ("http://veebiarhiiv.nlib.ee/a/20140102030405/{}", "veebiarhiiv", "20140102030405"),
    ("https://nukrobi.nuk.uni-lj.si/wayback/20140102030405/{}", "spletni", "20140102030405"),
    ("https://wayback.padicat.cat/padicat/20140102030405/{}", "padicat", "20140102030405"),
    ("https://wayback-edge.archive-it.org/1/20140102030405if_/{}", "archive-it", "20140102030405"),
    ("https://ghostarchive.org/archive/20140102030405/{}", "ghostarchive", "20140102030405"),
    (
        "https://archive.wikiwix.com/cache/index2.php?rev_t=20140102030405&url={}",
        "wikiwix",
        "20140102030405",
    ),
    ("https://warp.ndl.go.jp/20140103/20140102030405/{}", "ndl-jp", "20140102030405"),
    ("https://webarchive.library.unt.edu/eot2008/20140102030405/{}", "unt", "20140102030405"),
]


@pytest.mark.parametrize(("form", "service", "stamp"), LONG_FORMS)
def test_a_long_form_tells_service_original_and_time(form: str, service: str, stamp: str) -> None:
    copy = parse_archive_url(form.format(PAGE), TODAY)
    assert copy is not None
    assert (copy.service, copy.original, copy.timestamp) == (service, PAGE, stamp)
    assert not copy.needs_network
    assert copy.taken == date(2014, 1, 2)


@pytest.mark.parametrize(
    ("form", "service"),
    [
        ("https://web.archive.org/web/2014*/{}", "wayback"),
        ("https://webarchive.nationalarchives.gov.uk/+/{}", "nationalarchives-uk"),
        ("https://www.google.com/search?q=cache:{}", "google-cache"),
        (
            "http://webcache.googleusercontent.com/search?q=cache:AbCdEfGh12Ij:paper.test/a%3Fb%3D1+b",
            "google-cache",
        ),
        (
            "http://cc.bingj.com/cache.aspx?q=a&url=http%3A%2F%2Fpaper.test%2Fa%3Fb%3D1&d=1",
            "bing-cache",
        ),
        (
            "http://snapshot.sogoucdn.com/websnapshot?url=http%3A%2F%2Fpaper.test%2Fa%3Fb%3D1",
            "sogou-cache",
        ),
        ("http://webarchive.nationalarchives.gov.uk/+/paper.test/a?b=1", "nationalarchives-uk"),
        ("https://web.archive.org/web/2014010203040506/{}", "wayback"),
    ],
)
def test_a_form_without_a_stamp_still_tells_the_original(form: str, service: str) -> None:
    copy = parse_archive_url(form.format(PAGE), TODAY)
    assert copy is not None
    assert (copy.service, copy.original, copy.timestamp) == (service, PAGE, None)


SHORT_FORMS = [
    ("https://archive.today/AbCdE", "archive.today"),
    ("https://archive.ph/AbCdE?kui=1", "archive.today"),
    ("https://perma.cc/ABCD-12EF", "perma.cc"),
    ("https://perma.cc/ab12-cd34?type=image", "perma.cc"),
    ("http://cache.baiducontent.com/c?m=9d78d513&p=c663", "baidu-cache"),
    ("https://ghostarchive.org/archive/Xy12Z", "ghostarchive"),
    ("http://www.freezepage.com/1249681324ZHFROBOEGE", "freezepage"),
    ("http://www.webcitation.org/5eWaHRbn4", "webcite"),
]


@pytest.mark.parametrize(("url", "service"), SHORT_FORMS)
def test_a_short_form_needs_a_request(url: str, service: str) -> None:
    copy = parse_archive_url(url, TODAY)
    assert copy is not None
    assert (copy.service, copy.original, copy.needs_network) == (service, None, True)
    assert "short_form" in copy.problems


WAYBACK = "https://web.archive.org/web/"
LABELLED = [
    (f"{WAYBACK}*/{PAGE}", "calendar_wildcard", None),
    (f"{WAYBACK}{PAGE}", "no_timestamp", None),
    (f"{WAYBACK}2014/{PAGE}", "short_timestamp", "20140000000000"),
    (f"{WAYBACK}20141302000000/{PAGE}", "impossible_timestamp", None),
    (f"{WAYBACK}20140230000000/{PAGE}", "impossible_timestamp", None),
    (f"{WAYBACK}18990101080101/{PAGE}", "placeholder_timestamp", None),
    (f"{WAYBACK}197001010001/{PAGE}", "placeholder_timestamp", None),
    (f"{WAYBACK}00000000000000/{PAGE}", "impossible_timestamp", None),
    (f"{WAYBACK}2014010203040506/{PAGE}", "impossible_timestamp", None),
    (f"{WAYBACK}19900101000000/{PAGE}", "early_timestamp", "19900101000000"),
    (f"{WAYBACK}20990101000000/{PAGE}", "future_timestamp", "20990101000000"),
    (
        f"https://web.archive.org/20140102030405id_/{PAGE}",
        "flag_without_web_path",
        "20140102030405",
    ),
    (f"{WAYBACK}20140102030405/http%3A//paper.test/a?b=1", "encoded_original", "20140102030405"),
    (f"{WAYBACK}20140102030405/paper.test/a?b=1", "original_without_scheme", "20140102030405"),
    (f"http://www.webcitation.org/5eWaHRbn4?url={PAGE}", "service_unreliable", "20090212051918"),
    ("http://webcache.googleusercontent.com/search?q=cache:paper.test/a?b=1", "service_dead", None),
]


@pytest.mark.parametrize(("url", "label", "stamp"), LABELLED)
def test_what_is_wrong_has_a_label(url: str, label: str, stamp: str | None) -> None:
    copy = parse_archive_url(url, TODAY)
    assert copy is not None
    assert copy.original == PAGE
    assert copy.timestamp == stamp
    assert label in copy.problems


@pytest.mark.parametrize(
    ("url", "problems"),
    [
        (f"https://web.archive.org/save/{PAGE}", ("save_command",)),
        (f"{WAYBACK}123/{PAGE}", ("short_timestamp",)),
        (WAYBACK, ()),
        ("https://web.archive.org", ()),
        ("https://archive.org/details/book", ()),
        ("https://archive.is/faq", ()),
        ("https://archive.is/search/?q=a", ()),
        ("https://perma.cc/docs-faqs", ()),
        ("https://archive.paper.test/20140102030405/http://a.test", ()),
        ("http://www.archives.gov/research/x", ()),
        ("no address", ()),
    ],
)
def test_what_is_no_copy(url: str, problems: tuple[str, ...]) -> None:
    assert parse_archive_url(url, TODAY) is None
    assert archive_problems(url, TODAY) == problems


def test_nested_copies_are_unwrapped() -> None:
    inner = f"{WAYBACK}20080909055945/{PAGE}"
    copy = parse_archive_url(f"https://archive.is/20140113123819/{inner}", TODAY)
    assert copy is not None
    assert (copy.original, copy.innermost) == (inner, PAGE)
    assert copy.problems == ("nested_archive",)


def test_stamps_in_other_spellings() -> None:
    assert _stamp("http://pandora.nla.gov.au/nph-arch/2000/S2000-Dec-5/" + PAGE) == "20001205000000"
    assert _stamp("http://pandora.nla.gov.au/nph-arch/2005/R2005-Sept-05/" + PAGE) == (
        "20050905000000"
    )
    assert _stamp("http://pandora.nla.gov.au/nph-arch/2005/Z2005-12-5/" + PAGE) == "20051205000000"
    anf = parse_archive_url("http://pandora.nla.gov.au/nph-arch/2000/S2000-Anf-5/" + PAGE)
    assert anf is not None
    assert (anf.timestamp, anf.problems) == (None, ("impossible_timestamp",))
    assert _stamp("http://pandora.nla.gov.au/pan/1/20110810-1451/" + PAGE) == "20110810145100"
    assert _stamp("https://megalodon.jp/2012-0102-0304-05/" + PAGE) == "20120102030405"
    assert _stamp("http://www.webcitation.org/1138911916587475") == "20060202202516"
    assert (
        _stamp(f"http://www.webcitation.org/query?url={PAGE}&date=2009-10-25") == "20091025000000"
    )


def test_the_table_is_sound() -> None:
    names = [service.name for service in services()]
    assert len(names) == len(set(names)) >= 29
    hosts = [host for service in services() for host in service.hosts]
    assert len(hosts) == len(set(hosts))
    assert all(service.note is None or service.note in PROBLEMS for service in services())


def _stamp(url: str) -> str | None:
    copy = parse_archive_url(url, TODAY)
    return copy.timestamp if copy else None


HOSTS = st.sampled_from([host for service in services() for host in service.hosts])
TAILS = st.lists(
    st.sampled_from(
        [
            "/",
            "web",
            "*",
            "2014",
            "20140102030405",
            "id_",
            "http://",
            "a.test",
            "?url=",
            "%3A",
            "cache:",
        ]
    )
    | st.text(max_size=6),
    max_size=12,
).map("".join)


@given(HOSTS, TAILS)
def test_no_address_breaks_it(host: str, tail: str) -> None:
    copy = parse_archive_url(f"https://{host}/{tail}", TODAY)
    if copy is not None:
        assert set(copy.problems) <= set(PROBLEMS)
        assert copy.timestamp is None or (len(copy.timestamp) == 14 and copy.timestamp.isdigit())
        assert copy.original or copy.needs_network


def test_deep_nesting_ends() -> None:
    url = f"{WAYBACK}20140102030405/" * 3000 + PAGE
    copy = parse_archive_url(url, TODAY)
    assert copy is not None
    assert copy.innermost is not None
