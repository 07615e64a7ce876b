"""The lint of a draft: every finding planted once, and clauses that are as they should be left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recommender.authoring.draft import Kind, read_draft
from recommender.authoring.drafting_words import DraftingWords, read_drafting_words
from recommender.authoring.lint import lint
from recommender.cli.run import run
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Problem
from tests.conftest import ROOT

FILE = "rules/drafting/words.yaml"

GOOD = """\
7 建设
7.1.2 社区宜利用屋顶光伏发电。
7.1.3 有集中供暖的社区，建筑应按栋计量用热。
7.1.4 物业公司不应关闭公共区域的照明自控装置。
7.1.5 新建建筑应符合7.1.2的规定。
7.1.6 社区宜采取下列措施：
a) 收集屋面雨水；
b) 在停车位旁预留充电桩的管线。
碳账本：记录住户减排量的账户。
7.1.7 社区可设置“碳账本”。
注：充电桩的数量见当地规定。
7.1.8 排放量应按 GB/T 51366-2019 核算。
7.1.9 居民不必应用智能家居，供应商不可避免的停机除外。
"""

# what is wrong → (the clause, how the message begins, the first words of it)
PLANTED = {
    "two words for one": (
        "社区应该利用屋顶光伏发电。",
        "d.txt:1:3 W-DRAFT-WORD “应该”不是规范用词，写“应”",
    ),
    "a must that is no must": (
        "社区必须尽量利用屋顶光伏发电。",
        "d.txt:1:3 W-DRAFT-WORD “必须尽量”不是规范用词，做得到就写“应”，做不到就写“宜”，或写明条件",
    ),
    "a rule with a back door": (
        "社区原则上应利用屋顶光伏发电。",
        "d.txt:1:3 W-DRAFT-WORD “原则上”不是规范用词，删去，例外另写明",
    ),
    "no measure": (
        "社区应及时清运垃圾。",
        "d.txt:1:4 W-DRAFT-VAGUE “及时”没有尺度，不可核查，写出期限",
    ),
    "a list without end": (
        "社区宜设置光伏、风机等。",
        "d.txt:1:11 W-DRAFT-OPEN-LIST “等”使列举没有尽头，不可核查，列全并删去“等”，或写明还有哪一类",
    ),
    "neither asked nor advised": (
        "社区利用屋顶光伏发电，夜间由储能供电。",
        "d.txt:1:1 W-DRAFT-NO-MODAL 没有规范用词，看不出是要求、推荐还是允许，"
        "请写应、宜或可；只是说明就放进注",
    ),
    "two requirements": (
        "社区应收集雨水，宜种植乡土植物。",
        "d.txt:1:9 W-DRAFT-SEVERAL 又是“应”又是“宜”，不止一项要求，一条只写一件事，请分成两条或列项",
    ),
    "two sentences": (
        "社区应收集雨水。雨水用于浇灌绿地。",
        "d.txt:1:9 W-DRAFT-SEVERAL 一条里不止一句，一条只写一件事，请分成两条或列项",
    ),
    "nobody": (
        "在老旧小区改造时，宜加装外遮阳设施。",
        "d.txt:1:10 W-DRAFT-ADDRESSEE “宜”前面没有写谁，请写明由谁做，或对什么提的要求",
    ),
    "nothing": (
        "社区应加强。",
        "d.txt:1:3 W-DRAFT-OBJECT “应加强”没有写做什么，请写出动词和宾语",
    ),
    "a term nobody defined": (
        "社区宜建立“能源合作社”。",
        "d.txt:1:7 W-DRAFT-TERM “能源合作社”标作术语，却没有定义，请在术语一章写定义，或去掉引号",
    ),
    "nearly a defined term": (
        "社区宜利用分布试能源。",
        "d.txt:1:6 W-DRAFT-TERM-NEAR “分布试能源”与定义过的术语“分布式能源”差一点"
        "（见《重大绿色技术创新及其实施机制（二期）》2.2第3段），同一件事请写“分布式能源”，不是一件事请另下定义",
    ),
    "another name of a defined term": (
        "社区宜购买绿电。",
        "d.txt:1:6 W-DRAFT-TERM-NEAR “绿电”与定义过的术语“绿色电力”差一点"
        "（见《零碳社区建设与评价指南》3.8），同一件事请写“绿色电力”，不是一件事请另下定义",
    ),
    "a clause of our own that is not there": (
        "社区应符合7.9.9的规定。",
        "d.txt:1:6 E-DRAFT-CLAUSE 《零碳社区建设与评价指南》里没有 7.9.9 这一条，是否想写 7.9",
    ),
    "a clause of another document that is not there": (
        "机关应符合《零碳机关创建及评价指南》5.9.1的规定。",
        "d.txt:1:19 E-DRAFT-CLAUSE 《零碳机关创建及评价指南》里没有 5.9.1 这一条",
    ),
    "an unknown document": (
        "社区应符合《海绵社区导则》3.2的规定。",
        "d.txt:1:7 W-DRAFT-UNCHECKED 《海绵社区导则》 不在知识库里，不能核对，请自己核对编号",
    ),
    "an unknown standard": (
        "社区应符合 GB/T 99999-2020 的要求。",
        "d.txt:1:7 W-DRAFT-UNCHECKED GB/T 99999-2020 不在知识库里，不能核对，请自己核对编号",
    ),
    "another edition": (
        "社区应按 GB/T 51366-2014 核算排放。",
        "d.txt:1:6 W-DRAFT-EDITION 这里引用 GB/T 51366-2014，《零碳社区建设与评价指南》2 引用的是 2019 年版，"
        "请核对哪一版有效；不注日期就是最新版本",
    ),
}


@pytest.fixture(scope="module")
def words(knowledge: Knowledge) -> DraftingWords:
    return read_drafting_words((ROOT / FILE).read_bytes(), FILE, knowledge.catalogue)


def found(text: str, words: DraftingWords, knowledge: Knowledge) -> list[Problem]:
    return list(lint(read_draft(text, "d.txt"), words, knowledge.catalogue, "zcc"))


def test_clauses_as_they_should_be(words: DraftingWords, knowledge: Knowledge) -> None:
    assert [str(one) for one in found(GOOD, words, knowledge)] == []


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_the_only_one_found(
    fault: str, words: DraftingWords, knowledge: Knowledge
) -> None:
    clause, message = PLANTED[fault]
    problems = found(clause, words, knowledge)
    assert [f"{one.place} {one.code} {one.said('zh')}"[: len(message)] for one in problems] == [message]
    assert all(one.hint_zh and one.hint_en for one in problems)


def test_every_code_is_planted(words: DraftingWords) -> None:
    code = "".join((ROOT / "recommender/authoring" / f).read_text("utf-8")
                   for f in ("lint.py", "lint_terms.py", "lint_references.py"))  # fmt: skip
    planted = {message.split()[1] for _, message in PLANTED.values()}
    assert {part.split('"')[0] for part in code.replace('"E-', '"W-').split('"W-')[1:]} == {
        one[2:] for one in planted
    }


def test_every_word_to_avoid_is_found_where_it_stands(words: DraftingWords, knowledge: Knowledge) -> None:
    for one in (*words.avoid, *words.vague):
        codes = {p.code for p in found(f"社区应{one.word}收集屋面雨水。", words, knowledge)}
        assert codes & {"W-DRAFT-WORD", "W-DRAFT-VAGUE"}, one.word


def test_the_kinds_of_lines() -> None:
    draft = read_draft(GOOD, "d.txt")
    assert [line.kind for line in draft.lines[:2]] == [Kind.HEADING, Kind.CLAUSE]
    assert [line.kind for line in draft.lines[5:9]] == [Kind.LEAD, Kind.ITEM, Kind.ITEM, Kind.DEFINITION]
    assert draft.lines[1].number == "7.1.2" and draft.lines[1].column == 7
    assert draft.terms == {"碳账本"}


def test_a_mistake_in_the_words_is_told_on_its_line(knowledge: Knowledge) -> None:
    text = (ROOT / FILE).read_text("utf-8").replace("modality: should}", "modality: shoud}", 1)
    with pytest.raises(BadInput) as refused:
        read_drafting_words(text.encode(), FILE, knowledge.catalogue)
    line = text[: text.index("shoud")].count("\n") + 1
    assert str(refused.value).startswith(f"{FILE}:{line}:")
    assert "没有名为“shoud”的规范用词，是否想写 should" in str(refused.value)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text("7.1.2 社区应该收集雨水。\n", encoding="utf-8")
    assert run(["rules", "lint", str(draft), "--source", "zcc"]) == 1
    out, err = capsys.readouterr()
    assert err == "" and out.splitlines()[-1] == "1 行，1 处要看"
    assert run(["rules", "lint", str(draft), "--format", "json", "--lang", "en"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(one["line"], one["column"], one["code"]) for one in told] == [(1, 9, "W-DRAFT-WORD")]
    draft.write_text("社区宜收集雨水。\n", encoding="utf-8")
    assert run(["rules", "lint", str(draft)]) == 0
    assert run(["rules", "lint", str(draft), "--source", "zzc"]) == 2
    assert run(["rules", "lint", str(tmp_path / "no.txt")]) == 2
