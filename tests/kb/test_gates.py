"""The gates of `tanlu kb check` as they are told: each by name, with its result, its time, or why not."""

from __future__ import annotations

from recommender.kb.gate import Gate, lines, not_made, timed
from recommender.model.problem import Place, Problem, Severity
from recommender.model.text import Text

SHAPES, REASONER = Text("SHACL 形状", "SHACL shapes"), Text("推理机", "reasoner")
DANGLING = Problem(Place("kb/a.yaml", 3, 5), "E-LINK-MISSING", "没有技术“x”", "there is no Technology 'x'")
SILENT = Problem(
    Place("kb/b.yaml", 1, 1), "W-COVERAGE", "还没有记录", "no record yet", severity=Severity.WARNING
)


def test_a_gate_without_findings_has_passed() -> None:
    assert lines([Gate(SHAPES, seconds=1.24)], "zh") == ("检查 · 结果 · 用时", "SHACL 形状 · 通过 · 1.2 s")
    assert lines([Gate(SHAPES, seconds=1.24)], "en")[1] == "SHACL shapes · passed · 1.2 s"


def test_errors_and_warnings_are_counted_apart() -> None:
    """A warning alone lets the gate pass."""
    two = Gate(SHAPES, (DANGLING, DANGLING, SILENT), 0.5)
    assert lines([two], "zh")[1] == "SHACL 形状 · 2 处错误，1 处提醒 · 0.5 s"
    assert lines([two], "en")[1] == "SHACL shapes · 2 errors, 1 warning · 0.5 s"
    assert lines([Gate(SHAPES, (SILENT,), 0.5)], "zh")[1] == "SHACL 形状 · 通过，1 处提醒 · 0.5 s"


def test_a_gate_that_was_left_out_says_why() -> None:
    (gate,) = not_made([REASONER], Text("没有 Java", "no Java"))
    assert lines([gate], "zh")[1] == "推理机 · 跳过：没有 Java"
    assert lines([gate], "en")[1] == "reasoner · skipped: no Java"


def test_a_check_is_made_and_timed() -> None:
    gate = timed(SHAPES, lambda: iter([DANGLING]))
    assert gate.problems == (DANGLING,) and gate.seconds > 0 and not gate.left_out
