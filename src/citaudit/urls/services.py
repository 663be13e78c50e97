"""The table of web archives: whose host, which shape of address, what is known of the service.

Shapes are regular expressions over what follows the host. `{stamp}`, `{flag}` and `{url}` stand
for the capture time, a replay flag (`id_`, `if_`…) and the address that was archived. The shapes
are facts about the services' public addresses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_PLACES = {
    "{stamp}": r"(?P<stamp>\d{1,20}|\d{0,14}[*?])-?",
    "{flag}": r"(?P<flag>(?:[a-z]{2}_)?)(?:/_embed)?",
    "{dotted}": r"(?P<stamp>\d{4}[.\-]?\d\d[.\-]?\d\d(?:-\d{4,6})?)",
    "{url}": r"(?P<url>[^\s].*)",
    "{id}": r"(?P<id>[^/?#]+)",
    "{query}": r"(?:\?(?:[^#]*&)?url=(?P<url>.+))",
}


@dataclass(frozen=True, slots=True)
class Service:
    """One archive. `hosts` are exact, or suffixes where they begin with a dot.

    `shapes` lead from the path to a copy, `commands` to something that is no copy yet (a save
    form). `note` is the problem that every address of the service has.
    """

    name: str
    hosts: tuple[str, ...]
    shapes: tuple[str, ...]
    commands: tuple[str, ...] = ()
    note: str | None = None


_REPLAY = r"/(?:wayback/)?{stamp}{flag}/{url}"
_COLLECTION = r"/(?:[\w.\-+]+/){0,4}?{stamp}{flag}/{url}"
# The names that the Wayback Machine has had below its two domains.
_WAYBACK_DOORS = (
    "", "www.", "web.", "www.web.", "wayback.", "www.wayback.", "web.wayback.", "api.wayback.",
    "web-beta.", "replay.web-beta.", "classic-web.", "replay.", "replay-web.", "replay.web.",
    "www.replay.web.", "liveweb.", "staticweb.",
)  # fmt: skip

SERVICES: tuple[Service, ...] = (
    Service(
        "wayback",
        (
            *(
                f"{door}{base}"
                for base in ("archive.org", "waybackmachine.org")
                for door in _WAYBACK_DOORS
            ),
        ),
        (
            r"/+(?P<part>web)/+(?:_embed/+)?{stamp}{flag}/+{url}",
            r"/+{stamp}{flag}/+{url}",
            r"/+web/(?P<stamp>)(?P<url>(?:https?(?::|%3A)|www\.).+)",
            r"/+(?P<stamp>)(?P<url>https?:.+)",
        ),
        (r"/save/(?:_embed/)?{url}", r"/web/save/{url}"),
    ),
    Service(
        "archive.today",
        (
            *(
                f"{www}archive.{end}"
                for end in ("today", "is", "fo", "li", "ph", "vn", "md", "ec", "eco")
                for www in ("", "www.")
            ),
            "archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion",
        ),
        (
            r"/{stamp}/{url}",
            r"/{dotted}/{url}",
            r"/(?P<stamp>)(?:newest|oldest|timegate|o/[A-Za-z0-9]+)/{url}",
            r"/(?P<stamp>)(?P<url>https?:.+)",
            r"/(?:wip/)?(?P<id>(?!(?:about|blog|faq|search|submit|terms|news)\b)[A-Za-z0-9]{4,6})(?:/(?:image|[0-9a-f]{40}|abuse|share))?(?:\.png)?/?(?:[?#].*)?",
        ),
        (r"/(?:submit/)?\?(?:[^#]*&)?url=(?P<url>.+)",),
    ),
    Service(
        "webcite",
        ("webcitation.org", "www.webcitation.org"),
        (
            r"/query(?:\.php)?\?(?P<query>.+)",
            r"/getfile(?:\.php)?\?(?P<file>.+)",
            r"/cache/(?P<file>.+)",
            r"/(?P<id>[0-9A-Za-z]{9}|\d{16})(?:\?(?:[^#]*&)?url=(?P<url>.+))?(?:#.*)?",
        ),
        (r"/archive(?:\.php)?\?(?:[^#]*&)?url=(?P<url>.+)",),
        note="service_unreliable",
    ),
    Service(
        "google-cache",
        ("webcache.googleusercontent.com", "www.google.com", "google.com"),
        (r"/search\?(?:[^#]*&)?q=cache(?::|%3A)(?P<cached>.+)",),
        note="service_dead",
    ),
    Service(
        "memento",
        ("timetravel.mementoweb.org", "mementoweb.org", "www.mementoweb.org"),
        (r"/(?:memento|api/json|reconstruct)/{stamp}/{url}",),
    ),
    Service(
        "perma.cc",
        (
            "perma.cc",
            "www.perma.cc",
            "perma-archives.org",
            "perma-archives.cc",
            ".perma-archives.org",
            "rejouer.perma.cc",
        ),
        (
            r"/warc/(?:[A-Z0-9]+-[A-Z0-9]+/)?{stamp}{flag}/{url}",
            r"/warc/[A-Z0-9]+-[A-Z0-9]+/(?P<stamp>){url}",
            r"/(?P<id>[A-Z0-9]{2,4}-[A-Z0-9]{2,4}|(?=[a-z\-]*\d)[a-z0-9]{4}-[a-z0-9]{4}"
            r"|0[A-Za-z0-9]{8,12})(?:\?.*)?(?:/.*)?",
        ),
    ),
    Service(
        "ghostarchive",
        ("ghostarchive.org", "www.ghostarchive.org"),
        (
            r"/varchive/(?:youtube/)?{stamp}/(?P<video>[\w-]{11})",
            r"/varchive/(?P<video>[\w-]{11})",
            r"/archive/{stamp}/(?P<url>(?:https?(?::|%3A)|www\.).+)",
            r"/archive/(?P<id>[A-Za-z0-9]{3,8})(?:[/?].*)?",
            r"/chromium/archive/(?P<id>[A-Za-z0-9]{3,8})",
        ),
        (r"/(?:save|search|archive)\?.*?(?:url|term)=(?P<url>.+)",),
    ),
    Service(
        "wikiwix",
        ("archive.wikiwix.com", "wikiwix.com", "www.wikiwix.com"),
        (
            r"/cache/{stamp}{flag}/{url}",
            r"/cache/(?:\w+\.php)?\?(?:rev_t|date)=(?P<stamp>\d{4,14})&url=(?P<url>.+)",
            r"/cache/(?:\w+\.php)?\?(?P<stamp>)(?:[^#]*&)?url=(?P<url>.+?)"
            r"(?:&(?:title|apiresponse|module)=.*)?",
        ),
    ),
    Service(
        "freezepage",
        ("freezepage.com", "www.freezepage.com"),
        (r"/(?P<id>\d{10}[A-Z]{6,14})(?:\?.*)?",),
    ),
    Service(
        "webrecorder",
        ("webrecorder.io", "wbrc.io", "conifer.rhizome.org"),
        (r"/[^/]+/[^/]+/(?:list/[^/]+/[^/]+/)?{stamp}(?:\$br:[^/]*)?{flag}/{url}",),
    ),
    Service(
        "archive-it",
        ("archive-it.org", ".archive-it.org"),
        (r"/(?:org-)?(?:\d+|all)/{stamp}{flag}/{url}", r"/{stamp}{flag}/{url}"),
    ),
    Service(
        "arquivo.pt",
        (
            "arquivo.pt",
            "www.arquivo.pt",
            "web.arquivo.pt",
            "arquivo-web.fccn.pt",
            "wayback.fccn.pt",
        ),
        (r"/(?:noFrame/replay/|wayback/(?:wayback/)?|web/)?{stamp}(?P<flag>(?:[a-z]{2}_)?)/{url}",),
    ),
    Service(
        "europarchive",
        (".europarchive.org", ".internetmemory.org"),
        (_COLLECTION,),
        note="service_dead",
    ),
    Service(
        "ukwebarchive",
        ("www.webarchive.org.uk", "webarchive.org.uk", "beta.webarchive.org.uk"),
        (_COLLECTION,),
    ),
    Service(
        "nationalarchives-uk",
        (
            "webarchive.nationalarchives.gov.uk",
            "yourarchives.nationalarchives.gov.uk",
            "ukgwa-webarchive.nationalarchives.gov.uk",
        ),
        (
            _COLLECTION,
            r"/(?:ukgwa/)?(?:\+/)?(?P<stamp>)(?P<url>https?:.+)",
            r"/(?:ukgwa/)?\+/(?P<stamp>)(?P<url>(?:[\w\-]+\.)+[A-Za-z].*)",
        ),
    ),
    Service("parliament-uk", ("webarchive.parliament.uk",), (_COLLECTION,)),
    Service("proni", ("webarchive.proni.gov.uk",), (_COLLECTION,)),
    Service("nrscotland", ("webarchive.nrscotland.gov.uk",), (_COLLECTION,)),
    Service(
        "loc",
        ("webarchive.loc.gov", "webarchives.loc.gov"),
        (_COLLECTION,),
    ),
    Service(
        "webharvest",
        ("webharvest.gov", "www.webharvest.gov"),
        (r"/(?:[\w\-]+/)?{stamp}{flag}/{url}",),
    ),
    Service(
        "bibalex",
        (
            "web.archive.bibalex.org",
            "archive.bibalex.org",
            "web.petabox.bibalex.org",
            "petabox.bibalex.org",
        ),
        (r"/(?:web/)?{stamp}{flag}/{url}",),
    ),
    Service(
        "lac",
        (
            "www.collectionscanada.gc.ca",
            "collectionscanada.gc.ca",
            "collectionscanada.ca",
            "www.collectionscanada.ca",
            "webarchive.bac-lac.gc.ca",
            "www.webarchive.bac-lac.gc.ca",
            "webarchiveweb.bac-lac.canada.ca",
            "webarchiveweb.wayback.bac-lac.canada.ca",
        ),
        (r"/(?:webarchives2?|archivesweb|wayback|web|[\w.\-]+\.ca)/{stamp}{flag}/{url}",),
    ),
    Service(
        "yorku",
        ("digital.library.yorku.ca",),
        (_REPLAY,),
    ),
    Service(
        "veebiarhiiv", ("veebiarhiiv.digar.ee", "veebiarhiiv.nlib.ee"), (r"/a/{stamp}{flag}/{url}",)
    ),
    Service("vefsafn", ("wayback.vefsafn.is", "vefsafn.is", "www.vefsafn.is"), (_COLLECTION,)),
    Service(
        "spletni",
        (
            "nukrobi2.nuk.uni-lj.si",
            "nukrobi.nuk.uni-lj.si",
            "arhiv.nuk.uni-lj.si",
            "arhivspleta.nuk.uni-lj.si",
        ),
        (_REPLAY,),
    ),
    Service(
        "stanford",
        ("swap.stanford.edu", "swap-prod.stanford.edu", "sul-swap-prod.stanford.edu"),
        (r"/(?:was/|web/)?{stamp}{flag}/{url}",),
    ),
    Service("nlb-sg", ("eresources.nlb.gov.sg",), (r"/webarchives?/wayback/{stamp}{flag}/{url}",)),
    Service(
        "nla-au",
        (
            "pandora.nla.gov.au",
            "webarchive.nla.gov.au",
            "web.archive.org.au",
            "content.webarchive.nla.gov.au",
            "trove.nla.gov.au",
            "nla.gov.au",
        ),
        (
            r"/(?:nph-wb|wayback|awa|awa-(?:wayback|http)|(?:gov|awa)/wayback|gov)/{stamp}{flag}/{url}",
            r"/nph-arch/(?:[A-Z]?\d+/)?[A-Z]?(?P<named>\d{4}-(?:[A-Za-z]{3,9}|\d{1,2})-\d{1,2})/{url}",
            r"/pan/\d+/(?P<stamp>\d{8}(?:-\d{4,6})?)/{url}",
            r"/(?P<id>(?:pan/\d+|nla\.arc-\d+)[\w./\-]*)",
        ),
    ),
    Service(
        "padicat",
        ("padi.cat", "www.padi.cat", "padicat.cat", "www.padicat.cat", "wayback.padicat.cat"),
        (_COLLECTION,),
    ),
    Service(
        "webarchiv-cz",
        ("wayback.webarchiv.cz", "webarchiv.cz", "www.webarchiv.cz", "har.webarchiv.cz"),
        (r"/(?:wayback|AP\d|archiv)?/?{stamp}{flag}/{url}",),
    ),
    Service("haw", ("haw.nsk.hr",), (r"/(?:arhiva/[^/]+/)?(?:wayback/)?{stamp}{flag}/{url}",)),
    Service(
        "nli-il",
        ("wayback.nli.org.il", "web.nli.org.il"),
        (r"(?::8080)?/(?:wayback/)?{stamp}{flag}/{url}",),
    ),
    Service("onb-at", ("webarchiv.onb.ac.at",), (r"/(?:web|view)/{stamp}{flag}/{url}",)),
    Service("bnf", ("archivesinternet.bnf.fr",), (_REPLAY,)),
    Service("unesco", ("webarchive.unesco.org", "webarchives.unesco.org"), (_COLLECTION,)),
    Service("ncl-tw", ("webarchive.ncl.edu.tw", "webarchiveadm.ncl.edu.tw"), (_COLLECTION,)),
    Service(
        "ndl-jp",
        ("warp.da.ndl.go.jp", "warp.ndl.go.jp"),
        (r"/\d+/(?P<stamp>\d{14}){flag}/{url}", r"/(?:collections/)?(?:info:ndljp/pid/)?\d+/{url}"),
    ),
    Service(
        "megalodon",
        ("megalodon.jp", "www.megalodon.jp"),
        (r"/(?:ref/)?(?P<stamp>\d{4}-\d{4}-\d{4}(?:-\d\d)?)/(?:https?:\d+/)?{url}",),
    ),
    Service("unt", ("webarchive.library.unt.edu",), (_COLLECTION,)),
    Service("unhcr", ("webarchive.archive.unhcr.org",), (_COLLECTION,)),
    Service("aueb", ("archive.aueb.gr",), (_REPLAY,)),
    Service("nlg-gr", ("webarchive.nlg.gr",), (_COLLECTION,)),
    Service("rhizome", ("webenact.rhizome.org",), (r"/[^/]+/{stamp}{flag}/{url}",)),
    Service("archive.st", ("archive.st",), (r"/archive/\d{4}/\d{1,2}/(?P<id>.+)",)),
    Service(
        "peeep.us", ("peeep.us", "www.peeep.us"), (r"/(?P<id>[0-9a-f]{8})",), note="service_dead"
    ),
    # What search engines had fetched; none of them shows it any more.
    Service(
        "bing-cache",
        ("cc.bingj.com",),
        (r"/cache\.aspx\?(?:[^#]*&)?url=(?P<encoded>[^&#]+).*", r"/cache\.aspx\?(?P<id>.*\bd=.*)"),
        note="service_dead",
    ),
    Service(
        "baidu-cache",
        ("cache.baiducontent.com", "cache.baidu.com"),
        (r"/c\?(?P<id>.*\bm=.*)",),
        note="service_dead",
    ),
    Service(
        "sogou-cache",
        ("snapshot.sogoucdn.com", "www.sogou.com"),
        (r"/websnapshot\?(?:[^#]*&)?url=(?P<encoded>[^&#]+).*",),
        note="service_dead",
    ),
    Service(
        "360-cache",
        ("c.360webcache.com",),
        (r"/c\?(?:[^#]*&)?u=(?P<encoded>[^&#]+).*", r"/c\?(?P<id>.*\bm=.*)"),
        note="service_dead",
    ),
    Service(
        "yandex-cache",
        ("hghltd.yandex.net", "yandexwebcache.net"),
        (r"/yandbtm\?(?:[^#]*&)?url=(?P<encoded>[^&#]+).*",),
        note="service_dead",
    ),
    Service(
        "screenshots",
        ("screenshots.com", "www.screenshots.com"),
        (r"/(?P<id>[\w.\-]+/\d{4}-\d\d-\d\d)",),
        note="service_dead",
    ),
)


@cache
def _by_host() -> tuple[dict[str, Service], tuple[tuple[str, Service], ...]]:
    exact = {host: service for service in SERVICES for host in service.hosts if host[0] != "."}
    suffixes = tuple((h, s) for s in SERVICES for h in s.hosts if h[0] == ".")
    return exact, suffixes


def service_at(host: str) -> Service | None:
    """The archive that answers at `host` (lower case, no port), if it is one."""
    exact, suffixes = _by_host()
    if found := exact.get(host):
        return found
    return next((service for suffix, service in suffixes if host.endswith(suffix)), None)


@cache
def shapes(service: Service) -> tuple[re.Pattern[str], ...]:
    """The compiled shapes of a copy's path."""
    return tuple(_compiled(shape) for shape in service.shapes)


@cache
def commands(service: Service) -> tuple[re.Pattern[str], ...]:
    """The compiled shapes of addresses that only ask for a copy to be made."""
    return tuple(_compiled(shape) for shape in service.commands)


def _compiled(shape: str) -> re.Pattern[str]:
    for name, pattern in _PLACES.items():
        shape = shape.replace(name, pattern)
    return re.compile(shape, re.DOTALL)
