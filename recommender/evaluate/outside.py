"""Why a technology stands outside a domain: only other domains' tables or lists name it."""

from __future__ import annotations

from recommender.model.catalogue import Catalogue
from recommender.model.decision import Reason
from recommender.model.knowledge import Authority, Basis
from recommender.model.text import Text

DOMAIN = "domain"
"""The `rule` of such a reason."""


def outside_reason(key: str, domain: str, catalogue: Catalogue) -> Reason:
    """The reason, the same for every site of `domain`."""
    technology = catalogue.technologies[key]
    rows = catalogue.assessments_of.get(key, ())
    tables = sorted({row.table for row in rows})
    here = catalogue.label(domain)
    others = [catalogue.label(name) for name in technology.domains]
    zh = "、".join(f"表{table}" for table in tables) or "、".join(label.zh for label in others) or "别处"
    en = ", ".join(f"table {table}" for table in tables) or ", ".join(label.en for label in others)
    clause = rows[0].clause if rows else (technology.clauses[0] if technology.clauses else "")
    text = Text(
        f"来源只在{zh}的内容里提到它，不属于本场地对象（{here.zh}）",
        f"The sources name it only for {en or 'other places'}, outside this site's domain ({here.en})",
    )
    return Reason(DOMAIN, "exclude", text, clause, "", Authority.DERIVED, Basis.DERIVED)
