"""Choice: whether a rule's own source names the technologies of an effect, or we pick them by a feature."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.model.catalogue import Catalogue
from recommender.model.clause import source_of
from recommender.model.effect import Effect, TechnologyEffect, TechnologySelector
from recommender.model.knowledge import Basis
from recommender.model.rule import Rule
from recommender.model.text import Text

_RATED = {
    "potential": Text("减排潜力", "potential"),
    "economy": Text("经济性", "economy"),
    "star": Text("推荐度", "recommendation"),
    "group": Text("分类", "group"),
    "subgroup": Text("细类", "subgroup"),
    "high_energy": Text("高耗能企业适用", "use in energy-intensive enterprises"),
    "non_high_energy": Text("非高耗能企业适用", "use in other enterprises"),
}
_OURS = {"field": Text("领域", "field"), "kind": Text("种类", "kind")}


def basis_of(rule: Rule, effect: Effect, catalogue: Catalogue) -> Basis:
    """The basis of an effect: its rule's, but a list we picked ourselves under a stated advice is derived."""
    return Basis.DERIVED if _picked_by(rule, effect, catalogue) else rule.basis


def because_of(rule: Rule, effect: Effect, catalogue: Catalogue) -> Text:
    """The rule's own words; where its source does not name the technologies, also how we picked them."""
    picked = _picked_by(rule, effect, catalogue)
    if not picked:
        return rule.because
    zh, en = (rule.because.get(language).rstrip("。.") for language in ("zh", "en"))
    zh_by, en_by = "和".join(one.zh for one in picked), " and ".join(one.en for one in picked)
    return Text(
        f"{zh}；具体技术由本系统按{zh_by}挑出",
        f"{en}; the technologies are picked by this system, by {en_by}",
    )


def _picked_by(rule: Rule, effect: Effect, catalogue: Catalogue) -> tuple[Text, ...]:
    """The features by which we pick; none where the source names the technologies or the rule claims less."""
    if rule.basis is not Basis.STATED or not isinstance(effect, TechnologyEffect):
        return ()
    chosen = effect.technologies
    if chosen.ids or chosen.clause or chosen.list:
        return ()
    own_tables = catalogue.rating_sources <= {source_of(place) for place in rule.sources}
    if own_tables and chosen.table:
        return ()
    ours = [words for key, words in _OURS.items() if getattr(chosen, key)]
    rated = [] if own_tables else list(_rated(chosen))
    return (*ours, *rated)


def _rated(chosen: TechnologySelector) -> Iterator[Text]:
    used = [words for key, words in _RATED.items() if getattr(chosen, key) not in ((), None)]
    if used:
        zh, en = "、".join(one.zh for one in used), ", ".join(one.en for one in used)
        yield Text(f"评价表的{zh}", f"the {en} of the rating table")
    elif chosen.table:
        yield Text("评价表", "the rating table")
