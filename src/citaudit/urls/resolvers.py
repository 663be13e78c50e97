"""The web address of an identifier."""

from __future__ import annotations

_RESOLVERS = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "arxiv": "https://arxiv.org/abs/{}",
    "issn": "https://portal.issn.org/resource/ISSN/{}",
    "oclc": "https://search.worldcat.org/oclc/{}",
}


def resolver_url(scheme: str, value: str) -> str | None:
    """The address that an identifier stands for; None where no site resolves its scheme."""
    shape = _RESOLVERS.get(scheme.lower())
    return shape.format(value) if shape else None
