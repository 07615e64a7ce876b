"""What a profile states besides facts, written wrongly: every refusal in one sentence, as golden text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stated_world import told

GOLDEN = Path(__file__).parent / "golden" / "stated-problems.txt"

BAD: dict[str, str] = {
    "amount-of-another-kind": "activity: {天然气: 12 t}",
    "amount-is-an-emission": "activity: {汽油: 12 tCO2}",
    "amount-vague": "activity: {汽油: 约3000 t}",
    "amount-one-sided": "activity: {汽油: 3000 t 以上}",
    "amount-without-unit": "activity: {汽油: 12}",
    "amount-negative": "activity: {汽油: -3 t}",
    "amount-range-turned-round": "activity: {汽油: 400~300 t}",
    "amount-range-of-two-kinds": "activity: {汽油: 3 t~4 MWh}",
    "amount-unknown-unit": "activity: {汽油: 3 桶}",
    "amount-not-a-figure": "activity: {汽油: 很多}",
    "amount-unknown": "activity: {汽油: 不详}",
    "amount-cut-by-a-comma": "activity: {汽油: {amount: 1,200 t}}",
    "amount-wrong-comma": "activity:\n  汽油: 1,2 t",
    "amount-of-three": "activity: {汽油: [1 t, 2 t, 3 t]}",
    "amount-in-coal-equivalent": "activity: {用电: 2 tce}",
    "amount-and-emission": "activity: {汽油: {amount: 3 t, emission: 4 t}}",
    "amount-nor-emission": "activity: {汽油: {source: 台账}}",
    "activity-unknown": "activity: {汽车油: 3 t}",
    "activity-twice": "activity: {汽油: 3 t, petrol: 4 t}",
    "activity-against-a-fact": "energy.electricity: 378 万kWh\nactivity: {用电: 300 万kWh}",
    "activity-beside-a-fact": "energy.electricity: 378 万kWh\nactivity: {用电: {emission: 2000 t}}",
    "activities-no-mapping": "activity: [汽油]",
    "year-too-early": "activity: {year: 1999}",
    "year-misspelt": "activity: {yaer: 2020}",
    "method-unknown": "activity: {method: sps}",
    "factor-of-another-unit": "activity: {汽油: {amount: 3 t, factor: 2.98 t/m3}}",
    "factor-without-source": "activity: {汽油: {amount: 3 t, factor: 2.98 tCO2/t}}",
    "factor-beside-an-emission": "activity: {汽油: {emission: 3 t, factor: 2.98 tCO2/t}}",
    "factor-year-alone": "activity: {汽油: {amount: 3 t, factor_year: 2020}}",
    "works-end-before-they-start": "activity: {绿色化改造: {amount: 300 m2, from: 2030, until: 2026}}",
    "works-without-years": "activity: {绿色化改造: 300 m2}",
    "years-without-works": "activity: {汽油: {amount: 3 t, from: 2030}}",
    "emission-per-unknown-person": "activity: {居民出行: {emission: 0.64 t/人}}",
    "emission-per-household": "activity: {居民出行: {emission: 0.64 t/户}}",
    "clause-that-is-not-there": "activity: {汽油: {amount: 3 t, source: sps2/9.9}}",
    "key-misspelt": "activity: {汽油: {amont: 3 t}}",
    "answer-without-unit": 'indicator: {"1.1.2": 12}',
    "answer-as-a-fraction": 'indicator: {"5.1.2": 0.12%}',
    "answer-above-all": 'indicator: {"5.1.2": 120%}',
    "answer-negative": 'indicator: {"5.1.2": -5%}',
    "answer-in-words": 'indicator: {"1.1.2": 满足}',
    "answer-in-figures": 'indicator: {"1.2.1": 60%}',
    "level-unknown": 'indicator: {"3.1.1": 四星}',
    "points-above-full-score": 'indicator: {"1.2.1": {now: {points: 5}}}',
    "points-and-level": 'indicator: {"1.2.1": {now: {points: 2, level: 满足}}}',
    "reference-not-asked-for": 'indicator: {"1.1.2": {now: {value: 1 t, reference: 2 t}}}',
    "reference-of-another-kind": 'indicator: {"1.1.3": {now: {value: 1 t/人, reference: 2 kg}}}',
    "reference-zero": 'indicator: {"1.1.3": {now: {value: 1 t/人, reference: 0 t/人}}}',
    "indicator-unknown": 'indicator: {"1.1.4": 60%}',
    "indicator-of-another-standard": "indicator: {社区人均碳排放量: 2.5 t/人}",
    "indicator-twice": 'indicator: {"5.1.2": 60%, 公务车新能源化比例: 50%}',
    "indicator-empty": 'indicator: {"5.1.2": {}}',
    "target-without-source": 'indicator: {"5.1.2": {target: 100%, target_year: 2030}}',
    "target-year-alone": 'indicator: {"5.1.2": {now: 50%, target_year: 2030}}',
    "not-applicable-without-reason": 'indicator: {"5.1.2": {applies: 否, now: 3%}}',
    "veto-not-applicable": 'indicator: {"1.1.1": {applies: 否, because: 没有核算}}',
    "applies-perhaps": 'indicator: {"5.1.2": {applies: 也许}}',
    "cost-as-a-range": 'indicator: {"5.1.2": {planned: 90%, cost: 3~4 万元}}',
    "reading-unknown": "reading: {partial: whole}",
    "option-unknown": "reading: {partial_step: half}",
    "grid-in-grams": "assumption: {grid: {2025: 530}}",
    "grid-negative": "assumption: {grid: {2025: -0.5}}",
    "grid-not-a-figure": "assumption: {grid: {2025: 低}}",
    "grid-year-twice": "assumption: {grid: {2025: 0.5, 2025年: 0.6}}",
    "growth-without-unit": "assumption: {growth: {用电: 2}}",
    "growth-more-than-all": "assumption: {growth: {用电: -120%}}",
    "case-unknown": "assumption: {like: 红玉坡社区}",
    "goal-without-year": "goal: {emission: 0 t, source: 方案}",
    "goal-is-an-energy": "goal: {emission: 0 kWh, year: 2060, source: 方案}",
    "goal-before-the-account": "activity: {year: 2030}\ngoal: {emission: 0 t, year: 2028, source: 方案}",
    "goal-beside-a-target-year": "plan.target_year: 2030\ngoal: {emission: 0 t, year: 2060, source: 方案}",
    "cost-negative": "cost: {光伏发电: -3 万元}",
    "cost-of-nothing-known": "cost: {光付发电: 3 万元}",
    "scenario-key-misspelt": "scenarios: {加快: {fact: {}}}",
    "scenario-fact-unknown": "scenarios: {加快: {facts: {plan.budgt: 3}}}",
    "scenario-twice": "scenarios: {A: {}, Ａ: {}}",
    "block-misspelt": "activities: {汽油: 3 t}",
    "block-twice": "活动数据: {汽油: 3 t}\nactivity: {天然气: 3 m3}",
    "block-empty": "goal:",
}


def lines() -> str:
    found = []
    for name, text in BAD.items():
        found += [problem.replace("s.yaml", f"{name}.yaml", 1) for problem in told(text)]
    return "".join(f"{line}\n" for line in found)


def test_every_refusal_is_the_golden_one():
    assert lines() == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD)
def test_every_mistake_is_told_with_its_line(name: str):
    problems = told(BAD[name])
    assert problems, name
    assert all(problem.startswith("s.yaml:") and " | " in problem for problem in problems)


def test_all_mistakes_are_told_at_once():
    text = 'activity: {汽油: 12}\nindicator: {"3.1.1": 四星}\ngoal: {year: 2060}\ncost: {光伏发电: 3}'
    assert [problem.split()[0] for problem in told(text)] == [
        "s.yaml:2:16",
        "s.yaml:3:22",
        "s.yaml:4:7",
        "s.yaml:5:14",
    ]
