"""The audit on an invented report and an invented guide, small enough to be read at a glance."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from recommender.cli.run import run
from recommender.kb.audit.figures import figures_of, han_number
from recommender.kb.audit.looks import Kind, Outcome
from recommender.kb.audit.rating_layout import Shape, TableError, decode_rows
from recommender.kb.audit.report import count_lines, problems
from recommender.kb.audit.run import Audit, audit_texts, read_texts, tallies
from recommender.kb.audit.source_text import chinese, numberings
from recommender.kb.audit.tables import stands_as_word
from recommender.kb.records import FieldValue, Record, Records
from recommender.model.problem import BadInput, Place
from recommender.model.text import Text
from recommender.schema.definitions import Schema

# One line to a paragraph, tabs between cells, a table of contents, a footnote within a broken paragraph.
REPORT = """小镇更新研究
第一章 现状	1
一、用能现状	1
第二章 建议	2
第一章 现状
一、用能现状
全镇用电增长三分之一，燃气用量约为 12.5 万立方米，今后还会上升，各村之间的差别也相当明
¹ 数据来自调查。
显。
表 1-1 两村用能
村名	东村	西村	南村
电(度)	20	30	40
气(方)	5.50	6	7
水(吨)	-0.07	8	9
油(升)	11	12	13
冬季应用热泵的户数不到两成。
第二章 建议
具体措施包括：
各村应当更换路灯。
可以推广热泵。
"""
# Lines set to a width, a space closing a paragraph; a list with dashes, an outline behind the text.
GUIDE = """ 小镇建设指南
1 总则
本指南用于小镇，目的是减少用能和排放，并使住在镇里的人都能看懂、都能照着
做。
1.1 灯光与照明
的要求
小镇宜：
——更换路灯，
使用节能灯；
——关闭夜间灯光。
表 2 评分
1.节电(10分)
1.1.1 路灯更换率
8
≥80%得 8 分，每低 5%
扣 0.5 分
1.1.2 熄灯率
2
全部熄灯得 2 分
表 3-1 技术评级
技术 技术名称 2020-
2025
2025-
2035
照明
换灯 △ ○ ▼▼ ➕ ★★★
关灯 ○  ▼ ➕➕ ★
注：
△表示应用。
	1 总则
	1.1 灯光与照明的要求
""".replace("\n", " \n")
for cut in ("照着", "灯光与照明", "灯，"):  # lines that go on
    GUIDE = GUIDE.replace(f"{cut} \n", f"{cut}\n")


def record(kind: str, name: str, line: int = 1, **fields: FieldValue) -> Record:
    return Record(kind, name, fields, Place("kb/made-up.yaml", line))


def clause(name: str, label: str, **counts: int) -> Record:
    return record("Clause", name, label=Text(label, label), **counts)


CLAUSES = (
    clause("rep/1", "现状"),
    clause("rep/1.1", "用能现状", paragraphs=2),
    clause("rep/2", "建议", paragraphs=2),
    clause("rep/t1-1", "两村用能", items=4),
    clause("gui/1", "总则", paragraphs=1),
    clause("gui/1.1", "灯光与照明的要求", items=2),
    clause("gui/t2", "评分", items=2),
    clause("gui/t3-1", "技术评级", items=2),
)


def figure(name: str, place: str, value: float, of: str = "", **fields: FieldValue) -> Record:
    said = {"of": Text(of, of)} if of else {}
    return record("Statistic", name, clause=place, value=value, **said, **fields)


def test_files_that_are_no_source_are_left_aside_in_one_line(tmp_path: Path, schema: Schema) -> None:
    """A letter and a spreadsheet saved as .txt lie beside the guide and the report."""
    for name, content in {
        "guide.txt": GUIDE.encode(),
        "report.txt": REPORT.encode(),
        "letter.txt": "各位同事：请查收。\n".encode(),
        "sheet.txt": b"\xff\xfe\x00\xd8\x01",
    }.items():
        (tmp_path / name).write_bytes(content)
    texts = read_texts(tmp_path)
    done = audit(schema, texts=dict(texts.by_name))
    assert done.missing == ()
    (told,) = problems(Records(schema, {"Clause": {}}), done, "folder", texts.unreadable)
    assert told.code == "W-AUDIT-IGNORED"
    assert told.zh == (
        "有 2 个 txt 文件没有使用：sheet.txt（不能按 UTF-8 读出）、letter.txt（不像任何一份文献）"
    )
    assert done.passed


def rating(row: int, name: str, **fields: FieldValue) -> Record:
    place = f"gui/t3-1#{row}"
    cells: dict[str, FieldValue] = {"group": "照明", "popularisation": "2020-2025", "star": 3, **fields}
    return record(
        "Assessment", f"r{row}", clause=place, table="3-1", row=row, label=Text(name, name), **cells
    )


def audit(schema: Schema, *given: Record, texts: dict[str, str] | None = None) -> Audit:
    by_class: dict[str, dict[str, Record]] = {"Source": {}}
    sources = (record("Source", "rep"), record("Source", "gui"))
    for one in (*sources, *CLAUSES, *given):
        by_class.setdefault(one.type, {})[one.id] = one
    return audit_texts(Records(schema, by_class), texts or {"a.txt": GUIDE, "b.txt": REPORT})


def outcomes(done: Audit, kind: Kind) -> dict[str, tuple[str, str]]:
    return {look.record.id: (look.outcome.value, look.seen) for look in done.looks if look.kind is kind}


def test_the_clauses_are_found_between_contents_and_outline(schema: Schema) -> None:
    done = audit(schema)
    assert (done.missing, done.lost) == ((), ())


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        ("7.1.2", "7.1.2"),
        ("3", "第三章"),
        ("3", "第3章"),
        ("12", "十二、"),
        ("5.3", "（三）"),
        ("8.1", "1."),
        ("A3", "附件三"),
        ("A.1", "表A.1"),
        ("t4-1", "表4-1"),
        ("f3-2", "图3-2"),
    ],
)
def test_the_ways_a_number_is_printed(number: str, printed: str) -> None:
    assert printed in numberings(number)


def test_numbers_in_chinese() -> None:
    assert [chinese(number) for number in (3, 10, 12, 20, 35)] == ["三", "十", "十二", "二十", "三十五"]
    said = {"二十": 20, "一百零五": 105, "三万五千": 35000, "十四五": None, "两亿": 2 * 10**8, "万": None}
    assert {text: han_number(text) for text in said} == said


MARKS = {
    "rep/1.1#p1": ("差别也相当明显", ("found", "")),
    "rep/1.1#p2": ("差别也相当明显", ("elsewhere", "rep/1.1#p1")),
    "rep/1.1": ("数据来自调查", ("found", "")),
    "rep/2#p1": ("更换路灯。", ("found", "")),
    "rep/2#p2": ("全镇用电", ("elsewhere", "rep/1.1")),
    "rep/t1-1#2": ("气(方)", ("found", "")),
    "gui/1": ("都能照着做", ("found", "")),
    "gui/1.1#1": ("使用节能灯", ("found", "")),
    "gui/1.1#2": ("使用节能灯", ("elsewhere", "gui/1.1#1")),
    "gui/t3-1#2": ("关灯", ("found", "")),  # in the table; its rows are not told apart without records
    "gui/t3-1#1": ("无人知晓", ("not_found", "")),
}


def test_a_mark_is_looked_for_at_its_place(schema: Schema) -> None:
    given = [
        record("Statement", place, clause=place, mark=mark, basis="stated")
        for place, (mark, _) in MARKS.items()
    ]
    assert outcomes(audit(schema, *given), Kind.MARK) == {place: found for place, (_, found) in MARKS.items()}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("增幅 2.20 和 43.00%", (2.2, 43, 0.43)),
        ("约 1/3", (0.333, 33.3)),
        ("降低三分之一", (0.33,)),
        ("百分之三十", (30, 0.3)),
        ("超过六成", (60, 0.6)),
        ("近 22 万个小区²", (22, 220000)),
        ("1,234 家，３万元", (1234, 3, 30000)),
        ("5.10(±0.52)亿吨", (5.1, 4.58, 5.62)),
        ("2020-2025 年", (2020, 2025)),
        ("不超过一半", (0.5, 50)),
        ("二十项，两倍", (20, 2)),
        ("突破万亿大关", (1,)),
        ("49.000 m²", (49, 49000)),
        ("未完成不得分", (0,)),
    ],
)
def test_a_printed_number_is_read(text: str, values: tuple[float, ...]) -> None:
    assert all(figures_of(text).has(value) for value in values)


def test_a_number_that_is_not_printed_is_not_read() -> None:
    figures = figures_of("用电 43.00%，比 2015 年少 0.5，约 1/3，见表 3-2²")
    assert not any(figures.has(value) for value in (43.1, 15, 5, 0.31, 4300, 22))
    assert Decimal("-2015") not in figures.exact
    assert figures_of("\t-0.07\t").has(-0.07, signed=True)
    assert not figures_of("\t0.07\t").has(-0.07, signed=True)


def test_figures_of_tables_and_text(schema: Schema) -> None:
    done = audit(
        schema,
        figure("east", "rep/t1-1#1", 20, "电"),
        figure("zeros", "rep/t1-1#2", 5.5, "气"),
        figure("sign", "rep/t1-1#3", -0.07, "水"),
        figure("no-sign", "rep/t1-1#3", 0.07, "水"),
        figure("row", "rep/t1-1#1", 6, "气"),
        figure("name", "rep/t1-1#1", 30, "气"),
        figure("never", "rep/t1-1#1", 21, "电"),
        figure("third", "rep/1.1#p1", 33.3),
        figure("tenths", "rep/1.1#p2", 20),
        figure("place", "rep/1.1#p2", 12.5),
        record("Factor", "derived", clause="rep/1.1#p1", value=99.0, basis="derived"),
    )
    assert outcomes(done, Kind.TABLE) == {
        "east": ("found", ""),
        "zeros": ("found", ""),
        "sign": ("found", ""),
        "no-sign": ("not_found", ""),
        "row": ("elsewhere", "rep/t1-1#2"),
        "name": ("elsewhere", "rep/t1-1#2"),
        "never": ("not_found", ""),
    }
    assert outcomes(done, Kind.FIGURE) == {
        "third": ("found", ""),
        "tenths": ("found", ""),
        "place": ("elsewhere", "rep/1.1#p1"),
    }


def test_a_value_of_the_next_column_is_noticed(schema: Schema) -> None:
    west = {1: 30.0, 2: 6.0, 3: 8.0, 4: 13.0}
    given = [figure(f"w{row}", f"rep/t1-1#{row}", value, column="西村") for row, value in west.items()]
    found = outcomes(audit(schema, *given), Kind.COLUMN)
    assert [found[f"w{row}"][0] for row in west] == ["found", "found", "found", "elsewhere"]


def test_scores_weights_and_scoring_numbers(schema: Schema) -> None:
    lamps = record(
        "Indicator",
        "i1",
        clause="gui/t2#1",
        order=1,
        label=Text("路灯更换率", ""),
        level1="节电",
        level1_weight=10,
        score=8,
    )
    dark = record(
        "Indicator",
        "i2",
        clause="gui/t2#2",
        order=2,
        label=Text("熄灯率", ""),
        level1="节电",
        level1_weight=15,
        score=8,
    )
    good = record("Scoring", "s1", indicator="i1", threshold=80, per=5, points=-0.5)
    bad = record("Scoring", "s2", indicator="i2", points=8)
    done = audit(schema, lamps, dark, good, bad)
    scores = {(x.record.id, x.slot): x.outcome for x in done.looks if x.kind is Kind.INDICATOR}
    assert scores == {
        ("i1", "label"): Outcome.FOUND,
        ("i2", "label"): Outcome.FOUND,
        ("i1", "score"): Outcome.FOUND,
        ("i1", "level1_weight"): Outcome.FOUND,
        ("i2", "score"): Outcome.ELSEWHERE,
        ("i2", "level1_weight"): Outcome.NOT_FOUND,
    }
    assert outcomes(done, Kind.SCORING) == {"s1": ("found", ""), "s2": ("elsewhere", "gui/t2#1")}


def test_modal_words_and_their_lead_in(schema: Schema) -> None:
    done = audit(
        schema,
        record("Requirement", "item", clause="gui/1.1#2", word="宜"),
        record("Requirement", "wrong", clause="gui/1.1#1", word="应"),
        record("Statement", "must", clause="rep/2#p1", word="应当", basis="stated"),
        record("Statement", "heat", clause="rep/1.1#p2", word="应", basis="stated"),
    )
    assert {name: found[0] for name, found in outcomes(done, Kind.WORD).items()} == {
        "item": "found",
        "wrong": "not_found",
        "must": "found",
        "heat": "not_found",
    }
    assert stands_as_word("可", "居民可以步行")
    assert not stands_as_word("可", "可再生能源")


def test_rating_cells_are_compared_with_the_table(schema: Schema) -> None:
    done = audit(
        schema,
        rating(
            1, "换灯", application="2020-2025", popularisation="2025-2035", potential=2, economy=1, star=3
        ),
        rating(2, "关灯", potential=1, economy=2, star=2),
    )
    wrong = [(x.record.id, x.slot, x.sought, x.seen) for x in done.findings if x.kind is Kind.RATING]
    assert wrong == [("r2", "star", "2", "1")]


def test_a_text_without_the_table_is_refused() -> None:
    with pytest.raises(TableError):
        decode_rows(REPORT, [Shape("9-9")])


def test_a_source_without_text_is_named_and_the_rest_audited(schema: Schema) -> None:
    given = record("Statement", "a", clause="gui/1.1", mark="节能灯", basis="stated")
    done = audit(schema, given, texts={"a.txt": GUIDE})
    assert (done.missing, done.passed) == (("rep",), False)
    assert outcomes(done, Kind.MARK) == {"a": ("found", "")}


def test_the_report_names_record_place_and_what_was_sought(schema: Schema) -> None:
    given = record("Statement", "a", 7, clause="gui/1.1#2", mark="使用节能灯", basis="stated")
    done = audit(schema, given)
    (told,) = problems(Records(schema, {"Clause": {}}), done, "folder")
    assert str(told) == (
        "kb/made-up.yaml:7:0 E-AUDIT-ELSEWHERE a 的核对短语“使用节能灯”不在 gui/1.1 第 2 项，它在 gui/1.1#1"
        " | a: the mark '使用节能灯' does not stand at gui/1.1 item 2; it stands at gui/1.1#1"
    )
    assert not done.passed
    assert tallies(done)["gui", Kind.MARK].looked == 1
    lines = list(count_lines(done, "zh"))
    assert lines[0].split() == ["文献", "核对什么", "查找", "找到", "在别处", "没找到", "比例"]
    assert lines[1].split() == ["gui", "核对短语", "1", "0", "1", "0", "0.00%"]


def test_a_bad_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadInput):
        read_texts(tmp_path)
    assert run(["kb", "audit", "--sources", str(tmp_path / "none")]) == 2
    assert "E-AUDIT-FOLDER" in capsys.readouterr().err
