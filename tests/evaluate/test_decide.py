"""Statuses and verdicts on a knowledge base small enough to reckon by hand."""

from __future__ import annotations

from recommender.api import recommend
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.decision import Decision, Lean, Status, Verdict
from recommender.model.knowledge import FactValue
from recommender.model.site import SiteProfile
from tests.small_world import rule, world

COMMUNITY = "{site.type: community}"
POOR = "{site.type: community, resource.level: poor}"
APPLIES = rule("applies", "std/1", COMMUNITY, "require: {requirements: {source: std}}")
LEANS = rule("leans", "std/1", COMMUNITY, "recommend: {technologies: {clause: [std/1]}}", basis="derived")
NOT_IF_POOR = rule("not-if-poor", "rep/1#p1", POOR, "discourage: {technologies: [microgrid, storage]}")


def at(knowledge: Knowledge, **facts: FactValue) -> Decision:
    stated = {key.replace("__", "."): value for key, value in facts.items()}
    return decide(SiteProfile({"site.type": "community", **stated}), knowledge)


def status(decision: Decision, key: str) -> Status:
    return decision.technologies[key].status


def test_nothing_said_leaves_a_technology_available() -> None:
    assert status(at(world(APPLIES)), "storage") is Status.AVAILABLE


def test_a_should_clause_supports_and_a_may_clause_only_permits() -> None:
    decision = at(world(APPLIES, LEANS))
    assert status(decision, "microgrid") is Status.RECOMMENDED
    assert status(decision, "storage") is Status.AVAILABLE
    reason = decision.technologies["microgrid"].reasons[0]
    assert (reason.clause, reason.modality, reason.authority.value) == ("std/1#1", "宜", "standard")


def test_a_report_never_cancels_a_standard_both_sides_stay() -> None:
    decision = at(world(APPLIES, LEANS, NOT_IF_POOR), resource__level="poor")
    contested = decision.technologies["microgrid"]
    assert (contested.status, contested.lean) == (Status.CONTESTED, Lean.SUPPORT)
    assert {reason.effect for reason in contested.reasons} == {"recommend", "discourage"}
    assert status(decision, "storage") is Status.DISCOURAGED


def test_an_unknown_report_doubt_cannot_move_a_standard_support_off_the_roadmap() -> None:
    decision = at(world(APPLIES, LEANS, NOT_IF_POOR))
    microgrid = decision.technologies["microgrid"]
    assert microgrid.status is Status.RECOMMENDED
    assert microgrid.unknown_facts == ("resource.level",)


def test_an_unknown_exclusion_decides_and_is_named() -> None:
    calm = rule("calm", "rep/1", "{resource.wind: false}", "exclude: {technologies: [storage]}")
    assert at(world(calm)).technologies["storage"].unknown_facts == ("resource.wind",)
    assert status(at(world(calm)), "storage") is Status.UNDETERMINED
    assert status(at(world(calm), resource__wind=False), "storage") is Status.EXCLUDED
    assert status(at(world(calm), resource__wind=True), "storage") is Status.AVAILABLE


def test_an_unknown_support_decides_when_nothing_else_supports() -> None:
    windy = rule("windy", "rep/1", "{resource.wind: true}", "recommend: {technologies: [storage]}")
    assert status(at(world(windy)), "storage") is Status.UNDETERMINED


def test_two_reports_against_each_other_lean_to_neither() -> None:
    yes = rule("yes", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
    no = rule("no", "rep/1", COMMUNITY, "discourage: {technologies: [storage]}")
    decided = at(world(yes, no)).technologies["storage"]
    assert (decided.status, decided.lean, decided.stands) == (Status.CONTESTED, Lean.EVEN, False)


def test_only_a_stated_override_beats_another_rule() -> None:
    yes = rule("yes", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
    why = "overrides: [{rule: yes, why: {zh: 具体胜过一般, en: specific over general}}]"
    no = rule("no", "rep/1", POOR, "discourage: {technologies: [storage]}", more=why)
    assert status(at(world(yes, no), resource__level="poor"), "storage") is Status.DISCOURAGED
    assert status(at(world(yes, no), resource__level="rich"), "storage") is Status.RECOMMENDED
    assert status(at(world(yes, no)), "storage") is Status.UNDETERMINED


def test_an_overridden_rule_has_no_say_in_stage_points_or_prerequisites() -> None:
    general = rule("general", "rep/1", COMMUNITY, "recommend: {technologies: [storage]}")
    effects = [
        "prioritise: {technologies: [storage], points: 10}",
        "stage: {technologies: [storage], not_before: long}",
        "prerequisite: {technologies: [storage], needs: [insulation]}",
    ]
    general = general.replace("then: [", "then: [" + ", ".join(f"{{{effect}}}" for effect in effects) + ", ")
    why = "overrides: [{rule: general, why: {zh: 具体胜过一般, en: specific over general}}]"
    special = rule("special", "rep/1", POOR, "recommend: {technologies: [storage]}", more=why)
    knowledge = world(general, special)
    rich, poor = (
        recommend(SiteProfile({"site.type": "community", "resource.level": level}), knowledge)
        for level in ("rich", "poor")
    )
    seen = rich.technologies["storage"]
    assert (seen.score.points, seen.stage, seen.prerequisites) == (10, "long", ("insulation",))
    seen = poor.technologies["storage"]
    assert (seen.score.points, seen.stage, seen.prerequisites) == (0, "near", ())


def test_rules_that_classify_one_fact_differently_leave_it_unknown() -> None:
    rich = rule("rich", "rep/1", "{resource.wind: true}", "classify: {fact: resource.level, value: rich}")
    poor = rule("poor", "rep/1", COMMUNITY, "classify: {fact: resource.level, value: poor}")
    for order in ((rich, poor), (poor, rich)):
        assert at(world(*order), resource__wind=True).value("resource.level") is None
        assert at(world(*order), resource__wind=False).value("resource.level") == "poor"


def test_the_order_of_rules_in_a_file_does_not_matter() -> None:
    rich = rule("rich", "rep/1", "{resource.wind: true}", "classify: {fact: resource.level, value: rich}")
    use = rule("use", "rep/1", "{resource.level: rich}", "recommend: {technologies: [storage]}")
    for order in ((rich, use), (use, rich)):
        decision = at(world(*order), resource__wind=True)
        assert status(decision, "storage") is Status.RECOMMENDED
        assert decision.observations["resource.level"].origin.value == "classified"


def test_a_stated_fact_is_never_replaced_by_a_rule() -> None:
    rich = rule("rich", "rep/1", "{resource.wind: true}", "classify: {fact: resource.level, value: rich}")
    assert at(world(rich), resource__wind=True, resource__level="poor").value("resource.level") == "poor"


def test_requirements_apply_wait_or_do_not_apply() -> None:
    calm = rule("calm", "std/1", "{resource.wind: false}", "waive: {requirements: [std-1-1]}")
    verdict = {
        wind: at(world(APPLIES, calm), **({} if wind is None else {"resource__wind": wind})).requirements[
            "std-1-1"
        ]
        for wind in (True, False, None)
    }
    assert verdict[True].verdict is Verdict.APPLICABLE
    assert verdict[False].verdict is Verdict.NOT_APPLICABLE
    assert verdict[None].verdict is Verdict.UNDETERMINED
    assert verdict[None].unknown_facts == ("resource.wind",)


def test_reference_only_is_told_and_supports_nothing() -> None:
    rural = rule("rural", "std/1", "{site.type: rural_community}", "reference: {requirements: {source: std}}")
    decision = at(world(rural, LEANS), site__type="rural_community")
    assert decision.requirements["std-1-1"].verdict is Verdict.REFERENCE
    assert status(decision, "microgrid") is Status.AVAILABLE
    assert [reason.effect for reason in decision.technologies["microgrid"].reasons] == ["reference"]


def test_what_a_recommended_technology_needs_first_is_recommended_with_it() -> None:
    decision = at(world(APPLIES, LEANS))
    inventory = decision.technologies["inventory"]
    assert (inventory.status, inventory.reasons[-1].rule) == (Status.RECOMMENDED, "prerequisite")


def test_a_yes_to_an_installing_fact_means_it_is_there() -> None:
    decision = at(world(APPLIES, LEANS), management__inventory_done=True)
    assert status(decision, "inventory") is Status.INSTALLED


def test_the_planner_decides_and_is_shown_to() -> None:
    knowledge = world(APPLIES, LEANS, NOT_IF_POOR)
    decision = at(knowledge, plan__include=("storage",), plan__veto=("microgrid",), resource__level="poor")
    storage, microgrid = decision.technologies["storage"], decision.technologies["microgrid"]
    assert (storage.status, storage.lean, storage.reasons[0].rule) == (
        Status.CONTESTED,
        Lean.SUPPORT,
        "planner",
    )
    assert (microgrid.status, microgrid.reasons[0].rule) == (Status.EXCLUDED, "planner")


def test_the_rating_is_the_row_of_the_site_and_the_others_are_kept() -> None:
    community, factory = at(world(APPLIES)), at(world(APPLIES), site__type="factory")
    assert [row.table for row in community.technologies["microgrid"].other_ratings] == ["4-5"]
    assert community.technologies["microgrid"].rating.table == "6-2"  # type: ignore[union-attr]
    assert factory.technologies["microgrid"].rating.table == "4-5"  # type: ignore[union-attr]
    assert status(factory, "insulation") is Status.EXCLUDED
    assert factory.technologies["insulation"].reasons[0].rule == "domain"
