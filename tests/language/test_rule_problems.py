"""The words of every refusal of a rule: golden texts."""

# ruff: noqa: E501  (golden sentences stand whole)
from __future__ import annotations

import pytest

from recommender.language.read import read_rules

GOOD = """\
rules:
  - id: a-rule
    title: {zh: 标题, en: Title}
    source: zcc/7.1.2#1
    basis: stated
    when: {site.type: 社区}
    then:
      - recommend: {technologies: [solar-power]}
    because: {zh: 理由, en: reason}
    examples:
      - {name: 是, given: {site.type: 社区}, expect: {fires: true}}
      - {name: 否, given: {site.type: 园区}, expect: {fires: false}}
      - {name: 不知, given: {}, expect: {fires: unknown}}
"""
WHEN, THEN = "{site.type: 社区}\n    then", "- recommend: {technologies: [solar-power]}"

# (what is replaced, by what, the whole message)
CASES = {
    "fact": (
        WHEN,
        "{site.typ: 社区}\n    then",
        "r.yaml:6:12 E-UNKNOWN 没有名为“site.typ”的事实，是否想写 site.type（场地类型）"
        " | there is no fact called 'site.typ'; did you mean site.type (Site type)",
    ),
    "value": (
        WHEN,
        "{community.form: 城中寸}\n    then",
        "r.yaml:6:28 E-VALUE “城中寸”不是“社区形态”的取值，是否想写 urban_village（城中村）；可写：old_quarter（老旧小区）、"
        "old_private_quarter（私有住房老旧小区）、urban_village（城中村） | '城中寸' is not a value of community.form; "
        "did you mean urban_village (Urban village); it can be: old_quarter (Old quarter), "
        "old_private_quarter (Old quarter of private houses), urban_village (Urban village)",
    ),
    "technology": (
        THEN,
        "- recommend: {technologies: [solar-powr]}",
        "r.yaml:8:36 E-UNKNOWN 没有名为“solar-powr”的技术，是否想写 solar-power（光伏发电）"
        " | there is no technology called 'solar-powr'; did you mean solar-power (solar power)",
    ),
    "unquoted number": (
        "zcc/7.1.2#1",
        "7.1",
        "r.yaml:4:13 E-UNQUOTED 7.1 会被读成数字，不是条款，写法如 zcc/7.1.2、zcc/7.1.2#4、sps2/5.3#p6"
        " | 7.1 reads as a number, not as a clause; write it like zcc/7.1.2, zcc/7.1.2#4 or sps2/5.3#p6",
    ),
    "unquoted number among clauses": (
        THEN,
        "- recommend: {technologies: {clause: 7.1}}",
        "r.yaml:8:44 E-UNQUOTED 7.1 会被读成数字，不是条款，写法如 zcc/7.1.2、zcc/7.1.2#4、sps2/5.3#p6"
        " | 7.1 reads as a number, not as a clause; write it like zcc/7.1.2, zcc/7.1.2#4 or sps2/5.3#p6",
    ),
    "unquoted number for a requirement": (
        THEN,
        "- require: {requirements: [7.1]}",
        "r.yaml:8:34 E-UNQUOTED 7.1 会被读成数字，不是条款，写法如 zcc/7.1.2、zcc/7.1.2#4、sps2/5.3#p6"
        " | 7.1 reads as a number, not as a clause; write it like zcc/7.1.2, zcc/7.1.2#4 or sps2/5.3#p6",
    ),
    "fact of an example": (
        "given: {site.type: 园区}",
        "given: {site.tipe: 园区}",
        "r.yaml:12:27 E-UNKNOWN 没有名为“site.tipe”的事实，是否想写 site.type（场地类型）"
        " | there is no fact called 'site.tipe'; did you mean site.type (Site type)",
    ),
    "colon in braces": (
        WHEN,
        "{site.type：社区}\n    then",
        "r.yaml:6:12 E-YAML-COLON “site.type”后面用了全角冒号“：”，请改成半角冒号加空格“site.type: ”；若整行是文字，请加引号"
        " | full-width colon after 'site.type'; write 'site.type: ' with an ASCII colon and a space, "
        "or quote the line if it is text",
    ),
    "tab inside a line": (
        "    basis: stated",
        "    basis:\tstated",
        "r.yaml:5:11 E-YAML-TAB 这一行有制表符，请改用空格，每级两个 | this line holds a tab; use spaces, two per level",
    ),
    "section": (
        "zcc/7.1.2#1",
        "zcc/7.1.9",
        "r.yaml:4:13 E-CLAUSE 来源里没有 zcc/7.1.9 这一条，是否想写 zcc/7.1.2"
        " | the source has no section zcc/7.1.9; did you mean zcc/7.1.2",
    ),
    "item": (
        "zcc/7.1.2#1",
        "zcc/7.1.2#7",
        "r.yaml:4:13 E-CLAUSE-RANGE zcc/7.1.2 只有 6 项，没有第 7 项"
        " | zcc/7.1.2 has 6 items, there is no number 7",
    ),
    "paragraph": (
        "zcc/7.1.2#1",
        "sps2/5.3#p8",
        "r.yaml:4:13 E-CLAUSE-RANGE sps2/5.3 只有 7 段，没有第 8 段"
        " | sps2/5.3 has 7 paragraphs, there is no number 8",
    ),
    "source": (
        "zcc/7.1.2#1",
        "zzc/7.1.2",
        "r.yaml:4:13 E-UNKNOWN 没有名为“zzc”的来源，是否想写 zcc"
        " | there is no source called 'zzc'; did you mean zcc",
    ),
    "no source": (
        "    source: zcc/7.1.2#1\n",
        "",
        "r.yaml:2:5 E-SOURCE basis 是 stated，却没有 source，请写条款，或改为 judgement"
        " | basis is stated but there is no source; name the clause, or write judgement",
    ),
    "number wanted": (
        WHEN,
        "{building.storeys: 很多}\n    then",
        "r.yaml:6:30 E-NUMBER “主要层数”要写数值（单位 层），写成了“很多”"
        " | building.storeys takes a number (storeys), not '很多'",
    ),
    "concept wanted": (
        WHEN,
        "{community.size: 3}\n    then",
        "r.yaml:6:28 E-CONCEPT “社区规模”要写名称，写成了 3，可写：large（大型社区）、small（小型社区）"
        " | community.size takes a name, not 3; it can be: large (Large community), "
        "small (Small community)",
    ),
    "concept compared": (
        WHEN,
        "{community.size: {at_least: 3}}\n    then",
        "r.yaml:6:28 E-CONCEPT “社区规模”取名称，不能比大小，可写：large（大型社区）、small（小型社区）"
        " | community.size takes names, it cannot be compared with numbers; it can be: "
        "large (Large community), small (Small community)",
    ),
    "wrong unit": (
        WHEN,
        "{building.area: {above: 3 吨}}\n    then",
        "r.yaml:6:35 E-UNIT 单位“吨”不能用于“总建筑面积”，应为 m2，平方米、万平方米、公顷也可以"
        " | the unit '吨' does not suit building.area, m2 is expected; ha and 万平方米 work too",
    ),
    "bound": (
        WHEN,
        "{building.area: {atleast: 3}}\n    then",
        "r.yaml:6:28 E-KEY “总建筑面积”的条件没有“atleast”这个键，是否想写 at_least"
        " | a test of building.area has no key 'atleast'; did you mean at_least",
    ),
    "between": (
        WHEN,
        "{building.area: {between: [5, 3]}}\n    then",
        "r.yaml:6:37 E-RANGE between 的低值大于高值 | the low bound is above the high bound",
    ),
    "all of one": (
        WHEN,
        "{community.form: {all_of: [老旧小区, 城中村]}}\n    then",
        "r.yaml:6:29 E-ALL-OF-ONE “社区形态”只有一个值，不会同时是几个，“其中之一”请直接写列表"
        " | community.form has one value, it cannot be several at once; write a plain list for 'one of'",
    ),
    "yes or no": (
        WHEN,
        "{utility.septic_tanks: 也许}\n    then",
        "r.yaml:6:34 E-BOOLEAN “有化粪池”要写是或否，写成了“也许”，请写 true 或 false"
        " | utility.septic_tanks is yes or no, not '也许'; write true or false",
    ),
    "empty all": (WHEN, "{all: []}\n    then", "r.yaml:6:17 E-EMPTY all 下没有条件 | all has no conditions"),
    "nothing selected": (
        THEN,
        "- recommend: {technologies: {field: water, star: {at_least: 1}}}",
        "r.yaml:8:35 E-SELECTS-NOTHING 这样选不到任何技术，请放宽或改正所写的特征"
        " | this selects no technology; loosen or mend the features given",
    ),
    "no requirement": (
        THEN,
        "- require: {requirements: {source: sps2}}",
        "r.yaml:8:33 E-SELECTS-NOTHING 这样选不到任何条款要求，请放宽或改正所写的特征"
        " | this selects no requirement; loosen or mend the features given",
    ),
    "selector key": (
        THEN,
        "- recommend: {technologies: {feild: water}}",
        "r.yaml:8:36 E-KEY 技术选择没有“feild”这个键，是否想写 field"
        " | a technology selector has no key 'feild'; did you mean field",
    ),
    "span": (
        THEN,
        "- recommend: {technologies: {star: 5}}",
        "r.yaml:8:42 E-SHAPE 这里要写符号数的映射，写成了一个值"
        " | a mapping of a symbol count is wanted here, this is a single value",
    ),
    "count": (
        THEN,
        "- recommend: {technologies: {star: {at_least: 6}}}",
        "r.yaml:8:53 E-COUNT 符号数应是 1 到 5 的整数 | a symbol count is a whole number from 1 to 5",
    ),
    "effect": (
        THEN,
        "- recomend: {technologies: [solar-power]}",
        "r.yaml:8:9 E-UNKNOWN 没有名为“recomend”的效果，是否想写 recommend"
        " | there is no effect called 'recomend'; did you mean recommend",
    ),
    "package": (
        THEN,
        "- package: old-quater",
        "r.yaml:8:18 E-UNKNOWN 没有名为“old-quater”的技术包，是否想写 old-quarter（老旧小区包）"
        " | there is no package called 'old-quater'; did you mean old-quarter (Old quarter package)",
    ),
    "stage order": (
        THEN,
        "- stage: {technologies: [solar-power], not_before: mid, not_after: near}",
        "r.yaml:8:9 E-RANGE not_before mid 晚于 not_after near | not_before mid is later than not_after near",
    ),
    "points": (
        THEN,
        "- prioritise: {technologies: [solar-power], points: 0}",
        "r.yaml:8:59 E-POINTS points 应是 -100 到 100 之间的非零整数"
        " | points is a whole number from -100 to 100, not 0",
    ),
    "one language": (
        "{zh: 理由, en: reason}",
        "{zh: 理由}",
        "r.yaml:9:14 E-LANGUAGE 理由（because）缺少英文（en） | the reason (because) lacks English (en)",
    ),
    "no title": (
        "    title: {zh: 标题, en: Title}\n",
        "",
        "r.yaml:2:5 E-MISSING 缺少标题（title），请写 {zh: …, en: …}"
        " | the title is missing; write {zh: …, en: …}",
    ),
    "basis": (
        "basis: stated",
        "basis: statd",
        "r.yaml:5:12 E-WORD basis 不能写“statd”，可写：stated、derived、judgement"
        " | basis cannot be 'statd'; it can be: stated, derived, judgement",
    ),
    "key": (
        "    basis: stated",
        "    basis: stated\n    becuase: x",
        "r.yaml:6:5 E-KEY 规则没有“becuase”这个键，是否想写 because | a rule has no key 'becuase'; did you mean because",
    ),
    "id": (
        "id: a-rule",
        "id: A_rule",
        "r.yaml:2:9 E-ID 规则 id 应是小写英文、数字和连字符，以字母开头"
        " | a rule id is lower-case letters, digits and hyphens, starting with a letter",
    ),
    "examples": (
        "      - {name: 不知, given: {}, expect: {fires: unknown}}\n",
        "",
        "r.yaml:11:7 E-EXAMPLES 缺少例子：不能判断，每条规则要有触发、不触发、不能判断各一例"
        " | examples are missing: one where it cannot tell; "
        "a rule needs one example of each of the three kinds",
    ),
    "fires": (
        "fires: unknown",
        "fires: perhaps",
        "r.yaml:13:47 E-FIRES expect 要写 fires: true、false 或 unknown"
        " | `expect` needs fires: true, false or unknown",
    ),
    "overrides": (
        "    basis: stated",
        "    basis: stated\n    overrides: [{rule: b-rule, why: {zh: a, en: b}}]",
        "r.yaml:2:5 E-UNKNOWN 规则 a-rule 要压过的“b-rule”不存在，是否想写 a-rule"
        " | rule a-rule overrides 'b-rule', which does not exist; did you mean a-rule",
    ),
    "no why": (
        "    basis: stated",
        "    basis: stated\n    overrides: [{rule: a-rule}]",
        "r.yaml:6:17 E-MISSING 缺少压过的理由（why），请写 {zh: …, en: …}"
        " | the reason why it overrides is missing; write {zh: …, en: …}",
    ),
    "since": (
        "    basis: stated",
        "    basis: stated\n    since: 去年",
        "r.yaml:6:12 E-DATE since 应是日期，写法如 2026-11-20 | since is a date; write it like 2026-11-20",
    ),
    "tab": (
        "    basis: stated",
        "\tbasis: stated",
        "r.yaml:5:1 E-YAML-TAB 这一行有制表符，请改用空格，每级两个 | this line holds a tab; use spaces, two per level",
    ),
    "colon": (
        "    basis: stated",
        "    basis：stated",
        "r.yaml:5:5 E-YAML-COLON “basis”后面用了全角冒号“：”，请改成半角冒号加空格“basis: ”；若整行是文字，请加引号"
        " | full-width colon after 'basis'; write 'basis: ' with an ASCII colon and a space, "
        "or quote the line if it is text",
    ),
    "comma": (
        "{zh: 理由, en: reason}",
        "{zh: 理由，en: reason}",
        "r.yaml:9:21 E-YAML-COMMA 两项之间用了全角逗号“，”，请改成半角逗号加空格；若是文字，请加引号"
        " | full-width comma between two entries; write an ASCII comma and a space, or quote the text",
    ),
}


def test_the_good_rule_is_good(read):
    assert read(GOOD)[1] == ()


@pytest.mark.parametrize("case", CASES)
def test_message(read, case):
    old, new, message = CASES[case]
    assert old in GOOD
    book, problems = read(GOOD.replace(old, new, 1))
    assert [str(problem) for problem in problems] == [message]
    if not message.startswith(
        "r.yaml:2:5 E-UNKNOWN"
    ):  # a rule is kept when only the rule it overrides is missing
        assert book.rules == {}


def test_all_problems_at_once_sorted(read):
    text = GOOD.replace("zcc/7.1.2#1", "zcc/99").replace("solar-power", "x").replace("en: reason", "e: r")
    _, problems = read(text)
    assert [p.place.line for p in problems] == [4, 8, 9, 9]


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        ("{zh：标题, en: Title}", "r.yaml:3:13 E-YAML-COLON"),
        ("{zh: 标题, zh: 标题, en: Title}", "r.yaml:3:21 E-YAML-DUPLICATE"),
    ],
)
def test_a_slip_in_one_rule_does_not_hide_the_fault_of_the_next(read, slip, told):
    """The rule with the slip is told once; the next one's typo is told on its own line."""
    second = (
        GOOD.replace("rules:\n", "")
        .replace("a-rule", "b-rule")
        .replace("site.type: 社区}\n    then", "site.typ: 社区}\n    then")
    )
    _, problems = read(GOOD.replace("{zh: 标题, en: Title}", slip, 1) + second)
    assert [str(problem).split(" ", 2)[:2] for problem in problems] == [
        told.split(" "),
        ["r.yaml:18:12", "E-UNKNOWN"],
    ]


def test_duplicate_id_names_the_other_place(catalogue):
    _, problems = read_rules({"b.yaml": GOOD.encode(), "a.yaml": GOOD.encode()}, catalogue)
    assert [str(p) for p in problems] == [
        "b.yaml:2:9 E-RULE-TWICE 规则 id“a-rule”已在 a.yaml:2 用过，请换一个 id"
        " | the rule id 'a-rule' is already used at a.yaml:2; choose another id"
    ]


def test_a_ring_of_classifications(read):
    one = GOOD.replace(THEN, "- classify: {fact: community.size, value: large}").replace(
        WHEN, "{community.form: 城中村}\n    then"
    )
    two = (
        GOOD.replace("a-rule", "b-rule")
        .replace(THEN, "- classify: {fact: community.form, value: 城中村}")
        .replace(WHEN, "{community.size: large}\n    then")
    )
    _, problems = read(one + two.removeprefix("rules:\n"))
    assert [str(p) for p in problems] == [
        "r.yaml:2:5 E-CYCLE 规则互相等待对方推出的事实：a-rule → b-rule → a-rule，请去掉其中一个条件或 classify"
        " | the rules wait for facts derived by each other: a-rule → b-rule → a-rule; "
        "drop one of the conditions or classify effects"
    ]


def test_files_without_rules(read):
    assert [p.code for p in read("rule: []\n")[1]] == ["E-KEY", "E-MISSING"]
    assert [p.code for p in read("rules: 5\n")[1]] == ["E-SHAPE"]
    assert [p.code for p in read("- a\n")[1]] == ["E-SHAPE"]
    assert [p.code for p in read("")[1]] == ["E-YAML-EMPTY"]
