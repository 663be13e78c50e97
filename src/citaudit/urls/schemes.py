"""Schemes of addresses: those that MediaWiki makes links of, and those of sources."""

from __future__ import annotations

# The default of $wgUrlProtocols (MediaWiki 1.39, includes/MainConfigSchema.php).
PROTOCOLS = (
    "bitcoin:", "ftp://", "ftps://", "geo:", "git://", "gopher://", "http://", "https://", "irc://",
    "ircs://", "magnet:", "mailto:", "matrix:", "mms://", "news:", "nntp://", "redis://", "sftp://",
    "sip:", "sips:", "sms:", "ssh://", "svn://", "tel:", "telnet://", "urn:", "worldwind://",
    "xmpp:", "//",
)  # fmt: skip

LINKED = tuple(name[:-3] for name in PROTOCOLS if name.endswith("://"))
"""Schemes that MediaWiki links where two slashes follow them."""

SCHEMES = ("https", "http", "ftps", "ftp", "sftp", "gopher", "mms", "rtsp", "nntp", "svn", "git")
"""Schemes that a source can stand behind."""
