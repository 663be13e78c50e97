"""The names of HTML, of MediaWiki's classes and of footnote generators, one table each."""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
RAW_TEXT = _names("script style textarea title xmp iframe noembed noframes")
# Elements that begin a new line: text does not run on across them.
BLOCKS = _names("""
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul
""")
# Blocks, and the elements between which white space means nothing.
SPACELESS = BLOCKS | _names("head col colgroup link meta optgroup option title")
# Elements that HTML knows; `/>` closes any other, as XML and JSX write it.
HTML = (
    SPACELESS
    | RAW_TEXT
    | VOID
    | _names("""
    a abbr acronym audio b bdi bdo big button canvas cite code data datalist del dfn em font i ins
    kbd label map mark math meter nobr noscript object output picture progress q rb rp rt rtc ruby
    s samp select slot small span strike strong sub sup svg template time tt u var video
""")
)
# A start tag ends the nearest of the first names, but looks no further than the second.
IMPLIED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (_names("li"), _names("ul ol menu dir")),
    "dt": (_names("dt dd"), _names("dl")),
    "dd": (_names("dt dd"), _names("dl")),
    "td": (_names("td th"), _names("tr table")),
    "th": (_names("td th"), _names("tr table")),
    "tr": (_names("tr"), _names("table")),
    "tbody": (_names("thead tbody tfoot"), _names("table")),
    "tfoot": (_names("thead tbody tfoot"), _names("table")),
}
VERBATIM = _names("pre code kbd samp textarea listing xmp")
NEVER_READ = _names("""
    head script style template svg math select button iframe object audio video canvas noscript
    rp rt datalist map del
""")
# Elements whose `href` or `src` fetches something for the page: no source to a reader.
FETCHED = VOID | _names("""
    script iframe frame audio video object svg use image feimage textpath picture html body head div
""")
# `<link rel>` that only tells a browser what to fetch or when, or gives the page's own address.
FETCHING_RELATIONS = _names("""
    preconnect dns-prefetch prefetch preload prerender modulepreload stylesheet pingback edituri
    canonical shortlink self amphtml
""")
QUOTING = _names("blockquote q ins")

HIDDEN_CLASSES = _names("""
    mw-editsection mw-empty-elt noteTA cs1-hidden-error cs1-maint mw-cite-backlink Z3988
    mwe-math-mathml-inline mwe-math-mathml-a11y mw-jump-link headerlink anchorjs-link sr-only
    visually-hidden screen-reader-text backrefs fn-backref printfooter margin-toggle
""")
# What holds the text of a page, by the element's name or its id.
BODIES = _names("body main article")
BODY_IDS = _names("js_content")
NAVIGATION = _names("nav footer header aside")
NAVIGATION_ROLES = _names("navigation banner contentinfo complementary search")
NAVIGATION_CLASSES = _names("""
    navbox navbox-styles toc catlinks vertical-navbox sidebar metadata ambox sistersitebox side-box
    noprint navigation breadcrumb breadcrumbs menu portalbox mw-indicators mw-authority-control
    succession-box table-of-contents theme-doc-toc-mobile toctree-wrapper md-sidebar navbar footer
    page-footer site-footer ltx_page_footer pagination-nav menu__list theme-last-updated
    theme-edit-this-page sphinxsidebar
""")
NAVIGATION_IDS = _names("footer navbar sidebar nav navigation breadcrumbs colophon")
# What names the things below or behind it: a column, a note that unfolds, a tab, a function.
NAMING = _names("th summary label")
NAMING_CLASSES = _names("admonition-title sig-object tabbed-labels")
HATNOTES = _names("hatnote dablink")
REFERENCE_LISTS = _names("references reflist refbegin footnotes mw-references-wrap")
REQUESTS = _names("Template-Fact template-fact fact")
CAPTIONS = _names("infobox-caption thumbcaption gallerytext wp-caption-text image-caption")
# An editor's remarks within a line, and those that are raised.
REMARKS = _names("Inline-Template inline-template")
# Coordinates, which are data for a map.
COORDINATES = _names(
    "geo geo-default geo-nondefault geo-dms geo-dec geo-multi-punct mw-kartographer-maplink"
)
REMARKS_RAISED = _names("noprint noexcerpt reference")

MARK_CLASSES = _names("""
    footnote-ref footnote-reference footnote footnoteref noteref reference fn see-footnote
    footnote_referrer footnote-link citation-reference simple-footnote
""")
MARK_ROLES = _names("doc-noteref doc-biblioref")
BACK_CLASSES = _names("""
    footnote-backref footnote-back fn-backref reversefootnote data-footnote-backref
    footnote-return mw-cite-backlink backlink footnotes-back-link
""")
# Entries of a bibliography: citeproc's, LaTeXML's, Sphinx's.
ENTRIES = _names("csl-entry ltx_bibitem citation bibitem")
NOTE_ROLES = _names("doc-biblioentry doc-bibliography doc-endnotes doc-endnote doc-footnote")
# What stands before the words of a note.
NOTE_LABELS = _names("""
    label ltx_note_mark ltx_tag_note ltx_tag_bibitem ltx_note_type csl-left-margin
""")
# Words whose raised 2 or 3 is a power and no mark.
UNITS = _names("""
    meter meters metre metres mile miles feet foot inch inches yard yards second seconds kilometer
    kilometers kilometre kilometres centimeter centimeters centimetre centimetres millimeter
    millimeters millimetre millimetres mètre mètres metros metri quadratmeter quadratkilometer
""")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
# Blocks that a mark can lead to.
NOTES = _names("li p div aside dd dt td tr section dl table article")
