"""Times of a cold and a warm run beside a floor and a peer, in one run (`make bench`). Asserts no time.

Cold: `tanlu recommend` from process start, beside Python importing the same outside libraries.
Warm: one decision with all reasons, and decision plus plan, beside zen-engine (one compiled expression of
the same conditions, its best path, matching only; both must fire the same rules).
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import zen

from recommender.api import load_knowledge, read_site, recommend
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.condition import AllOf, AnyOf, Condition, Contains, Is, Not, Within
from recommender.model.knowledge import FactType
from recommender.model.truth import Truth

ROOT = Path(__file__).parent.parent
SITE = ROOT / "examples" / "heyi-shenzhen.yaml"
FIGURES = {"score": "government-office", "account": "hongyupo", "compare": "government-office"}
"""Commands that work with amounts, each with a site that states them."""


def main() -> None:
    """Print one line per measurement: minimum and median in milliseconds, and the limit of DESIGN §9."""
    knowledge = load_knowledge()
    site = read_site(SITE, knowledge)
    run = [sys.executable, "-m", "recommender.cli", "recommend", str(SITE), "--format", "json"]
    floor = [sys.executable, "-c", "import yaml, networkx, typer, rich"]
    report("floor: start Python, import the libraries", lambda: subprocess.run(floor, check=True), 7, None)
    cold = lambda: subprocess.run(run, check=True, stdout=subprocess.DEVNULL)  # noqa: E731
    cold()
    report("tanlu recommend, cold process", cold, 7, 1000)
    for command, name in FIGURES.items():
        args = [sys.executable, "-m", "recommender.cli", command, str(ROOT / "examples" / f"{name}.yaml")]
        figures = partial(subprocess.run, args, check=True, stdout=subprocess.DEVNULL)
        report(f"tanlu {command} {name}, cold process", figures, 3, None)
    report("decision with all reasons, warm", lambda: decide(site, knowledge), 50, 10)
    report("decision and plan, warm", lambda: recommend(site, knowledge), 50, None)
    decision = decide(site, knowledge)
    values = {fact: seen.value for fact, seen in decision.observations.items()}
    record = zen_record(values, knowledge)
    rules = [rule for rule in knowledge.rulebook.active if rule.when is not None]
    compiled = zen.compile_expression(
        "[" + ", ".join(as_true(rule.when) for rule in rules if rule.when) + "]"
    )
    fired = [rule.id for rule, hit in zip(rules, compiled.evaluate(record), strict=True) if hit]
    ours = [rule.id for rule in rules if decision.results[rule.id].truth is Truth.TRUE]
    assert fired == ours, sorted(set(fired) ^ set(ours))
    report(f"zen-engine, {len(rules)} rules, matching only", lambda: compiled.evaluate(record), 50, None)


def report(name: str, job: Callable[[], object], times: int, limit: int | None) -> None:
    """Run `job` `times` times and print its minimum and median."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        spent.append((time.perf_counter() - start) * 1000)
    bound = f"  (limit {limit} ms)" if limit else ""
    print(f"{name:48} min {min(spent):8.2f} ms  median {statistics.median(spent):8.2f} ms{bound}")  # noqa: T201


def name_of(fact: str) -> str:
    """A fact's name in the peer's expressions."""
    return fact.replace(".", "_")


def zen_record(values: dict[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """Every fact for the peer; unknown is null, lists are lists."""
    return {
        name_of(fact): list(value) if isinstance(value := values.get(fact), tuple) else value
        for fact, declared in knowledge.catalogue.facts.items()
        if declared.type is not FactType.TEXT
    }


def as_true(condition: Condition) -> str:
    """An expression that holds where the condition is true; negations pushed to the leaves."""
    return _written(condition, True)


def _written(condition: Condition, wanted: bool) -> str:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            word = " and " if isinstance(condition, AllOf) is wanted else " or "
            return "(" + word.join(_written(part, wanted) for part in parts) + ")" if parts else "true"
        case Not(part):
            return _written(part, not wanted)
        case Is():
            fact, accepts = name_of(condition.fact), sorted(condition.accepts, key=str)
            known = f"{fact} != null"
            if accepts and isinstance(accepts[0], bool):
                return f"({known} and {fact} == {str(accepts[0] is wanted).lower()})"
            listed = _list(accepts)
            hit = f"(type({fact}) == 'array' ? some({fact}, # in {listed}) : {fact} in {listed})"
            if wanted:
                return f"({known} and {hit})"
            maybe = sorted({*condition.accepts, *condition.may_be}, key=str)
            return (
                f"({known} and not (type({fact}) == 'array' ? "
                f"some({fact}, # in {_list(maybe)}) : {fact} in {_list(maybe)}))"
            )
        case Contains():
            return _contains(condition, wanted)
        case Within():
            return _within(condition, wanted)


def _contains(condition: Contains, wanted: bool) -> str:
    fact = name_of(condition.fact)
    hits = [f"some({fact}, # in {_list(sorted(accepts, key=str))})" for accepts in condition.accepts]
    maybe = [
        f"some({fact}, # in {_list(sorted({*accepts, *may_be}, key=str))})"
        for accepts, may_be in zip(condition.accepts, condition.may_be, strict=True)
    ]
    if condition.every is wanted:
        joined = " and ".join(hits) if wanted else " or ".join(hits)
    else:
        joined = (" or " if condition.every else " and ").join(f"not {test}" for test in maybe)
    return f"({fact} != null and ({joined}))"


def _within(condition: Within, wanted: bool) -> str:
    fact, parts = name_of(condition.fact), []
    if condition.low is not None:
        parts.append(f"{fact} {'>' if condition.strict else '>='} {condition.low:g}")
    if condition.high is not None:
        parts.append(f"{fact} {'<' if condition.strict else '<='} {condition.high:g}")
    inside = " and ".join(parts)
    return f"({fact} != null and {'' if wanted else 'not '}({inside}))"


def _list(values: list[Any]) -> str:
    return "[" + ", ".join(f"'{value}'" for value in values) + "]"


if __name__ == "__main__":
    main()
