"""A site whose future is worked out by hand: few activities, six technologies, three stages from 2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from recommender.carbon.course import Course, course_of
from recommender.carbon.totals import totals
from recommender.evaluate.scope import Knowledge, prepare
from recommender.model.accounting import (
    Activity,
    Balance,
    Case,
    Effect,
    Growth,
    Line,
    LineStatus,
    Method,
    Part,
    Saving,
    Scope,
    Unit,
)
from recommender.model.decision import Decision, Status, TechnologyDecision
from recommender.model.interval import Interval, exactly
from recommender.model.knowledge import Basis, Concept, FactValue, Relation, Stage
from recommender.model.roadmap import (
    Action,
    PlannedStage,
    PlannedTechnology,
    Roadmap,
    Score,
    Step,
    TargetFinding,
)
from recommender.model.rule import Rulebook
from recommender.model.site import Observation, Origin, SiteProfile
from recommender.model.stated import NOTHING_STATED, Stated
from recommender.model.text import Text
from tests.small_world import CATALOGUE, by_id, words

BASE, LAST = 2020, 2050
STAGES = (("near", 2021, 2030), ("mid", 2031, 2035), ("long", 2036, 2050))


def saving(
    key: str,
    technology: str,
    percent: tuple[float, float],
    *activities: str,
    cases: tuple[str, ...] = (),
    effect: str = "",
    **more: object,
) -> Saving:
    """A saving of `percent` per cent by one technology; `more` are other fields of the record."""
    made = Saving(
        key,
        effect or key,
        (technology,),
        activities or ("electricity",),
        *percent,
        Basis.DERIVED,
        words(key),
        cases,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def growth(
    activity: str, percent: tuple[float, float], unit: str = "percent", years: tuple[int, int] = (2020, 2030)
) -> Growth:
    """The growth of one activity in the case “village”."""
    name = f"{activity}-village"
    return Growth(
        name, words(name), "village", (activity,), *percent, unit, "rep/1", Basis.STATED, years[0], years[1]
    )


def world(*records: Saving | Growth | Relation) -> Knowledge:
    """The small knowledge base with activities, a method, targets, and these savings and growths."""
    savings = [record for record in records if isinstance(record, Saving)]
    catalogue = replace(
        CATALOGUE,
        activities=by_id(
            Activity("electricity", words("electricity"), "mwh", Scope.SCOPE_2, grid=True),
            Activity("gas", words("gas"), "m3", Scope.SCOPE_1),
            Activity("food", words("food"), "t", Scope.SCOPE_3),
            Activity("green-power", words("green-power"), "mwh", Scope.NO_SCOPE, grid=True),
            Activity("trees", words("trees"), "m2", Scope.NO_SCOPE),
            Activity("credits", words("credits"), "t", Scope.NO_SCOPE),
            Activity("rebuilding", words("rebuilding"), "m2", Scope.NO_SCOPE, one_off=True),
            Activity("retrofitting", words("retrofitting"), "m2", Scope.NO_SCOPE, one_off=True),
        ),
        units=by_id(Unit("mwh", words("mwh"), "MWh", "MWh"), Unit("t", words("t"), "t", "t")),
        methods=by_id(
            Method(
                "rules",
                words("rules"),
                "std",
                "std/1",
                ("community",),
                words("CO2"),
                words("E"),
                Basis.STATED,
            )
        ),
        savings={record.id: record for record in savings},
        growths={record.id: record for record in records if isinstance(record, Growth)},
        effects={
            record.effect: Effect(
                record.effect,
                words(record.effect),
                record.technologies,
                words("use"),
                "decrease",
                "percent",
                words("before"),
                "rep/1#p1",
                Basis.STATED,
            )
            for record in savings
        },
        cases=by_id(
            *(Case(key, words(key), "studied_community", (), words(key)) for key in ("village", "town"))
        ),
        relations={record.id: record for record in records if isinstance(record, Relation)},
        stages=by_id(
            *(
                Stage(key, n, words(key), None if n == 1 else start, end)
                for n, (key, start, end) in enumerate(STAGES, 1)
            )
        ),
        concepts={
            **CATALOGUE.concepts,
            "zero": Concept("zero", "target", words("zero"), clauses=("std/1",), net_at_most=0.0),
            "near_zero": Concept("near_zero", "target", words("near_zero"), clauses=("rep/1",)),
            "none": Concept("none", "target", words("none")),
            "existing": Concept("existing", "development", words("existing")),
            "new": Concept("new", "development", words("new")),
        },
    )
    return prepare(catalogue, Rulebook({}))


def line(
    activity: str,
    emission: Interval | float | None,
    part: Part = Part.COUNTED,
    status: LineStatus = LineStatus.KNOWN,
    start: int | None = None,
    end: int | None = None,
) -> Line:
    """A line of the account; None is an amount nobody knows."""
    amount = exactly(emission) if isinstance(emission, int | float) else emission
    known = LineStatus.NO_AMOUNT if amount is None and status is LineStatus.KNOWN else status
    return Line(
        activity,
        activity,
        part,
        Scope.NO_SCOPE,
        known,
        "std/1",
        Basis.STATED,
        emission=amount,
        start=start,
        end=end,
    )


def account(*lines: Line, knowledge: Knowledge | None = None, **more: object) -> Balance:
    """The account of these lines for 2020."""
    sums = totals(lines, (knowledge or world()).catalogue)
    made = Balance(
        "rules",
        BASE,
        lines,
        sums.gross,
        sums.reductions,
        sums.removals,
        sums.offsets,
        sums.net,
        sums.of_known,
        sums.unknown,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def plan(
    steps: Mapping[str, str] | None = None,
    stated: Stated = NOTHING_STATED,
    facts: Mapping[str, FactValue] | None = None,
    available: tuple[str, ...] = (),
    installed: tuple[str, ...] = (),
    dated: bool = True,
) -> Roadmap:
    """A roadmap that adopts `steps` (technology → stage); `dated`: the plan's start year is 2021."""
    known = {"site.type": "community", **(facts or {})}
    site = SiteProfile(known, stated=stated)
    seen = {key: Observation(key, value, Origin.STATED) for key, value in known.items()}
    status = {
        **dict.fromkeys(steps or {}, Status.RECOMMENDED),
        **dict.fromkeys(available, Status.AVAILABLE),
        **dict.fromkeys(installed, Status.INSTALLED),
    }
    decided = {key: TechnologyDecision(key, one, (), None, ()) for key, one in status.items()}
    decision = Decision(site, "community", seen, {}, decided, {}, {}, (), {}, {})
    score = Score(None, None, None, None, (1.0, 1.0, 1.0), 0)
    return Roadmap(
        decision,
        {
            key: PlannedTechnology(key, (steps or {}).get(key), None, False, score, None, (), (), (), None)
            for key in status
        },
        tuple(
            PlannedStage(
                key,
                words(key),
                None if key == "near" and not dated else start,
                end,
                tuple(Step(one, Action.ADOPT, "") for one, at in (steps or {}).items() if at == key),
            )
            for key, start, end in STAGES
        ),
        (),
        {},
        (),
        (),
        (),
        TargetFinding("", None, "not_assessed", (), ()),
    )


def course(
    knowledge: Knowledge,
    roadmap: Roadmap,
    *lines: Line,
    without: frozenset[str] = frozenset(),
    **more: object,
) -> Course:
    """The course of these lines under a roadmap, from 2020."""
    return course_of(roadmap, account(*lines, knowledge=knowledge, **more), BASE, knowledge, without)


def both(text: Text) -> str:
    """Both languages, to look for words in."""
    return f"{text.zh}\n{text.en}"
