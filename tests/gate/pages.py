"""The pages that are edited. Each has old debts, which no edit elsewhere may bring up again."""

BRIDGE = """\
'''Alpha Bridge''' is a bridge in Beta.<ref name="guide">{{cite book |title=Guide to Beta |publisher=Beta Press |date=2001 |isbn=9780306406157}}</ref>

== History ==
The bridge opened on 4 May 1932.<ref name="news">{{cite news |title=Bridge opens |url=http://news.betacity.org/1932 |work=Beta News |date=1932-05-05 |archive-url=https://web.archive.org/web/20170101000000/http://news.betacity.org/1932 |archive-date=2017-01-01 |url-status=live}}</ref> It was closed for repairs in 1987.<ref>{{cite web |title=Repairs of 1987 |url=http://works.betacity.org/1987 |publisher=City of Beta}}</ref>

It carried 12,000 vehicles a day in 1999.

The ferry had run since 1840. It was given up in 1932 when the bridge opened.<ref name="news" />

== Design ==
Its main span is 210 metres long.<ref name="guide" /> The towers are 40 metres high.<ref name="guide" />

== References ==
<references />
"""

HARBOUR = """\
# Harbour of Gamma

The harbour was dug in 1881 by 4,000 workers.[^dug] It is the third largest of the coast.

Ships of 300 metres can enter since 2004.[^ships]

[^dug]: [The digging of the harbour](http://archive.gamma-port.org/1881), Gamma Port Museum.
[^ships]: [Deeper and wider](http://news.gamma-port.org/2004/deeper), Gamma News, 2004-03-02.
"""

LAKE = """\
<!DOCTYPE html>
<html lang="en"><body><main>
<h1>Delta Lake</h1>
<p>The lake is 61 metres deep.<sup id="fnref1"><a href="#fn1">1</a></sup></p>
<p>It froze over in 1963.</p>
<ol><li id="fn1">Survey of lakes, <a href="http://survey.delta-lakes.org/2">Delta Lakes</a>, 1999.
<a href="#fnref1">↩</a></li></ol>
</main></body></html>
"""

FILES = {"bridge.wikitext": BRIDGE, "docs/harbour.md": HARBOUR, "lake.html": LAKE}
