"""Content negotiation: the formats on offer, and which of them the Accept header of a request prefers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One way to write an answer: its short name, the media type sent, and other types asked for it."""

    name: str
    media: str
    others: tuple[str, ...] = ()


HTML = Format("html", "text/html; charset=utf-8", ("application/xhtml+xml",))
RESULTS = (
    Format("json", "application/sparql-results+json", ("application/json",)),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Format("csv", "text/csv; charset=utf-8"),
    Format("tsv", "text/tab-separated-values; charset=utf-8"),
)
"""How the answer to SELECT or ASK is written; the first is sent to who has no preference."""
GRAPHS = (
    Format("turtle", "text/turtle; charset=utf-8", ("application/x-turtle",)),
    Format("ntriples", "application/n-triples", ("text/plain",)),
    Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml")),
    Format("jsonld", "application/ld+json", ("application/json",)),
)
"""How triples are written."""


def negotiate(accept: str, offers: Iterable[Format]) -> Format | None:
    """The offer the header prefers, on a tie the earlier; None when it accepts none of them.

    An absent header accepts everything. What cannot be read in it is passed over (RFC 9110, 12.5.1).
    """
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    best, most = None, 0.0
    for offer in offers:
        quality = _quality(offer, ranges)
        if quality > most:
            best, most = offer, quality
    return best


def preferred_language(accept: str) -> str:
    """The language an Accept-Language header puts first: "en" when before Chinese, else "zh"."""
    best = {"zh": 0.0, "en": 0.0}
    for part in accept.split(","):
        tag, *parameters = (piece.strip().lower() for piece in part.split(";"))
        language = tag.partition("-")[0]
        quality = next((_number(one[2:]) for one in parameters if one.startswith("q=")), 1.0)
        if language in best:
            best[language] = max(best[language], quality)
    return "en" if best["en"] > best["zh"] else "zh"


def named(name: str, offers: Iterable[Format]) -> Format | None:
    """The offer of that short name."""
    return next((offer for offer in offers if offer.name == name), None)


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _number(parameter[2:])
        if "/" in media:
            yield media, quality


def _number(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _quality(offer: Format, ranges: list[tuple[str, float]]) -> float:
    """The quality of the most specific range that fits; types that mean an offer too weigh a little less."""
    main = offer.media.partition(";")[0]
    kind = main.partition("/")[0]
    for wanted, share in ((main, 1.0), *((other, 0.999) for other in offer.others)):
        for media, quality in ranges:
            if media == wanted:
                return quality * share
    for wanted in (f"{kind}/*", "*/*"):
        for media, quality in ranges:
            if media == wanted:
                return quality * 0.99
    return 0.0
