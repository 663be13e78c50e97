"""Where an identifier leads to."""

from __future__ import annotations

_RESOLVERS = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
    "arxiv": "https://arxiv.org/abs/{}",
    "issn": "https://portal.issn.org/resource/ISSN/{}",
    "oclc": "https://search.worldcat.org/oclc/{}",
}


def resolver(scheme: str, value: str) -> str:
    """The address that an identifier stands for, empty where no site resolves its scheme."""
    return _RESOLVERS.get(scheme.lower(), "").format(value)
