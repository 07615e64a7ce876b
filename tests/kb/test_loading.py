"""The strict loader: every message word for word, and the real records without any."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.kb.catalogue import catalogue_of, load_catalogue
from recommender.kb.check import check
from recommender.kb.coverage import unaccounted
from recommender.kb.files import content_digest, natural_key
from recommender.kb.load import check_documents, load_records
from recommender.kb.records import Records
from recommender.model.problem import BadInput, Problem, by_place
from recommender.schema.definitions import Schema
from recommender.store.nodes import Node, parse_as_far, parse_nodes, read_as_far, read_nodes

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "bad-records.txt"


def problems_of(schema: Schema, documents: list[tuple[str, Node]]) -> tuple[Problem, ...]:
    with pytest.raises(BadInput) as error:
        check_documents(schema, documents)
    return error.value.problems


def test_every_loader_message_is_worded_as_agreed(
    schema: Schema, mini_documents: list[tuple[str, Node]]
) -> None:
    bad = [(f"bad/{path.name}", read_nodes(path)) for path in sorted((HERE / "bad").glob("*.yaml"))]
    found = problems_of(schema, [*mini_documents, *bad])
    now = "".join(f"{problem}\n" for problem in found)
    if os.environ.get("TANLU_GOLDEN"):
        GOLDEN.write_text(now, encoding="utf-8")
    assert now == GOLDEN.read_text(encoding="utf-8")
    assert list(found) == sorted(found, key=by_place)


def test_every_loader_message_is_provoked(schema: Schema) -> None:
    """Each message function of the loader has an example among the bad records."""
    source = (HERE.parent.parent / "recommender" / "kb" / "load_problems.py").read_text(encoding="utf-8")
    source += (HERE.parent.parent / "recommender" / "kb" / "link_problems.py").read_text(encoding="utf-8")
    golden = GOLDEN.read_text(encoding="utf-8")
    codes = {word for word in source.replace('"', " ").replace(",", " ").split() if word.startswith("E-")}
    assert {code for code in codes if f" {code} " not in golden} == set()


TWENTY = """\
3 E-FIELD-UNKNOWN adressee
4 E-FIELD-MISSING addressee
5 E-ID-FORM 第四项
6 E-ID-DUPLICATE zcc-7.1.2-1
7 E-ID-MISSING id
8 E-RECORD-SHAPE 键
9 E-TEXT-LANGUAGE en
10 E-TEXT-LANGUAGE 中英文
11 E-NUMBER-UNQUOTED 7.1
12 E-FIELD-LIST technologies
13 E-FIELD-REPEAT battery
14 E-FIELD-TYPE modality
15 E-FIELD-EMPTY word
16 E-FIELD-LENGTH 16
17 E-FIELD-VALUE 正面
18 E-LINK-MISSING energy
19 E-LINK-SCHEME device
20 E-CLAUSE-MISSING zcc/7.1.2
21 E-CLAUSE-FORM zcc 7.1.2 #2
22 E-CLAUSE-ITEM 3
23 E-LINK-CLASS zcc-i01
24 E-NUMBER-UNQUOTED 2020
"""


def test_each_fault_of_a_file_full_of_faults_is_told_on_its_line(
    schema: Schema, mini_documents: list[tuple[str, Node]]
) -> None:
    """One fault a line, each of its own kind: a message each, on that line, at the column of the fault."""
    planted = HERE / "twenty.yaml"
    found = problems_of(schema, [*mini_documents, ("twenty.yaml", read_nodes(planted))])
    lines = planted.read_text(encoding="utf-8").splitlines()
    expected = [line.split(" ", 2) for line in TWENTY.splitlines()]
    assert [[str(problem.place.line), problem.code] for problem in found] == [row[:2] for row in expected]
    for problem, (_, _, named) in zip(found, expected, strict=True):
        assert named in f"{problem.zh}{problem.hint_zh}"
        assert 1 < problem.place.column <= len(lines[problem.place.line - 1])


MIXED = """\
8:5 E-YAML-DUPLICATE direction
9:5 E-FIELD-ORDER 30
12:18 E-YAML-ALIAS without
13:13 E-NUMBER-UNQUOTED 7.1
15:5 E-FIELD-UNKNOWN bases
17:27 E-TEXT-SCRIPT 光伏
18:20 E-LINK-MISSING solar-roof
19:15 E-TEXT-LANGUAGE en
20:16 E-FIELD-VALUE 减少
21:5 E-FIELD-BOTH upper
23:11 E-LINK-CLASS battery
24:18 E-TEXT-LANGUAGE 中英文
25:13 E-CLAUSE-ITEM 4
26:12 E-FIELD-TYPE basis
27:11 E-FIELD-LENGTH 16
28:5 E-ID-DUPLICATE effect-a
29:13 E-YAML-COLON zh
30:19 E-FIELD-LIST technologies
31:15 E-TEXT-LANGUAGE zh
32:16 E-YAML-TAG !kind
33:12 E-FIELD-TYPE 25
34:11 E-YAML-ANCHOR &share
35:17 E-TEXT-LANGUAGE 中英文
36:13 E-CLAUSE-FORM gdroute 2.3
38:5 E-ID-MISSING id
39:29 E-FIELD-REPEAT battery
47:5 E-FIELD-MISSING direction
"""


def test_a_doubled_key_or_an_alias_hides_no_other_fault(
    schema: Schema, mini_documents: list[tuple[str, Node]]
) -> None:
    """Faults of YAML and of records in one file: each once, at its own line and column, nothing besides."""
    more = [(path.name, read_nodes(path)) for path in sorted((HERE / "mini_figures").glob("*.yaml"))]
    reading = read_as_far(HERE / "mixed.yaml", "mixed.yaml")
    assert reading.root is not None
    with pytest.raises(BadInput) as error:
        check_documents(schema, [*mini_documents, *more, ("mixed.yaml", reading.root)], reading.problems)
    found = error.value.problems
    expected = [line.split(" ", 2) for line in MIXED.splitlines()]
    assert [[f"{at.line}:{at.column}", code] for at, code in ((p.place, p.code) for p in found)] == [
        row[:2] for row in expected
    ]
    assert all(named in problem.zh for problem, (_, _, named) in zip(found, expected, strict=True))


ONE_SLIP = """\
class: Technology
records:
  - {id: heat-pump, label: {zh: 热泵, en: Heat pump}, field: enrgy, kind: device, basis: stated}
"""


def test_a_tab_between_words_hides_no_other_fault() -> None:
    reading = parse_as_far(ONE_SLIP.replace("kind: device", "kind:\tdevice"), "t.yaml")
    assert [(problem.code, problem.place.line) for problem in reading.problems] == [("E-YAML-TAB", 3)]
    assert reading.root is not None


def test_what_cannot_be_read_to_its_end_says_so_and_accuses_no_other_file(tmp_path: Path, home: Path) -> None:
    """A link to a record of the unreadable file is not called dangling; one to nowhere is."""
    (tmp_path / "ontology").mkdir()
    (tmp_path / "kb").mkdir()
    schema_text = (home / "ontology" / "schema.yaml").read_text(encoding="utf-8")
    (tmp_path / "ontology" / "schema.yaml").write_text(schema_text, encoding="utf-8")
    broken = ONE_SLIP.replace("  - {id", "\t- {id").replace("basis: stated}", "basis: stated")
    relation = (
        "class: Relation\nrecords:\n"
        "  - {id: a--b, type: close, subject: heat-pump, object: heat-pmp, basis: derived}\n"
    )
    (tmp_path / "kb" / "a.yaml").write_text(broken, encoding="utf-8")
    (tmp_path / "kb" / "b.yaml").write_text(relation, encoding="utf-8")
    with pytest.raises(BadInput) as error:
        load_records(tmp_path)
    told = [(problem.place.file, problem.code) for problem in error.value.problems]
    assert told == [
        ("kb/a.yaml", "E-YAML-TAB"),
        ("kb/a.yaml", "W-YAML-REST"),
        ("kb/b.yaml", "E-LINK-MISSING"),
    ]
    assert "heat-pmp" in error.value.problems[-1].zh


def test_a_problem_in_one_file_does_not_hide_those_of_others(tmp_path: Path, home: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "kb").mkdir()
    schema_text = (home / "ontology" / "schema.yaml").read_text(encoding="utf-8")
    (tmp_path / "ontology" / "schema.yaml").write_text(schema_text, encoding="utf-8")
    (tmp_path / "kb" / "a.yaml").write_text("class: Stage\nrecords:\n  - {id：x}\n", encoding="utf-8")
    (tmp_path / "kb" / "b.yaml").write_text("class: Stage\nrecords:\n  - {id: x, oder: 1}\n", "utf-8")
    with pytest.raises(BadInput) as error:
        load_records(tmp_path)
    assert {problem.place.file for problem in error.value.problems} == {"kb/a.yaml", "kb/b.yaml"}


def test_the_real_records_load_without_a_problem(real: Records) -> None:
    assert len(real.of("Assessment")) == 230
    assert len(real.of("Source")) == 5


def test_nothing_of_the_standard_is_left_without_a_record(real: Records) -> None:
    assert unaccounted(real) == ()


def test_records_come_in_source_order(real: Records) -> None:
    chapters = [
        int(record.id.split("-")[1].split(".")[0])
        for record in real.of("Requirement").values()
        if record.id.startswith("zcc-") and record.id.split("-")[1][0].isdigit()
    ]
    assert chapters == sorted(chapters)
    assert natural_key("zcc-4.yaml") < natural_key("zcc-10.yaml") < natural_key("zcc-annexes.yaml")


def test_the_catalogue_holds_every_record(real: Records, home: Path) -> None:
    catalogue = load_catalogue(home)
    assert set(catalogue.technologies) == set(real.of("Technology"))
    assert set(catalogue.requirements) == set(real.of("Requirement"))
    assert set(catalogue.schemes) == set(real.of("ConceptScheme"))
    assert catalogue.digest == content_digest(home)
    guangzhou = catalogue.regions["440100"]
    assert (guangzhou.climate_zone, guangzhou.region) == ("夏热冬暖", "珠三角")
    assert catalogue.regions["440000"].grid_factor is not None


def test_the_catalogue_keeps_what_is_absent_empty(mini: Records) -> None:
    catalogue = catalogue_of(mini)
    row = catalogue.assessments["gdroute-t6-2-1"]
    assert (row.subgroup, row.high_energy, row.clause) == ("", None, "gdroute/t6-2#1")
    assert catalogue.requirements["zcc-7.1.2-s1"].word == ""
    assert catalogue.technologies["rooftop-photovoltaics"].alt == ("分布式光伏",)


def test_a_did_you_mean_is_found_by_the_chinese_label(
    schema: Schema, mini_documents: list[tuple[str, Node]]
) -> None:
    text = (
        "class: Relation\nrecords:\n  - {id: r, type: close, subject: 光伏, object: battery, basis: stated}\n"
    )
    (problem,) = problems_of(schema, [*mini_documents, ("r.yaml", parse_nodes(text, "r.yaml"))])
    assert problem.hint_zh == "是否想写“rooftop-photovoltaics”？"
    assert (problem.place.line, problem.place.column) == (3, 35)


def test_the_real_knowledge_passes_every_check(home: Path) -> None:
    checked = check(home)
    assert [str(problem) for problem in checked.problems] == []
    assert checked.records is not None and checked.regions


def test_a_fault_is_told_and_ends_in_no_exception(tmp_path: Path, home: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "kb").mkdir()
    schema_text = (home / "ontology" / "schema.yaml").read_text(encoding="utf-8")
    (tmp_path / "ontology" / "schema.yaml").write_text(schema_text, encoding="utf-8")
    (tmp_path / "kb" / "a.yaml").write_text("class: Stag\nrecords: []\n", encoding="utf-8")
    checked = check(tmp_path)
    assert [problem.code for problem in checked.problems] == ["E-CLASS-UNKNOWN"]
    assert checked.records is None


def test_reading_the_catalogue_needs_no_graph_library(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from recommender.kb.catalogue import load_catalogue; "
        f"load_catalogue(Path({str(home)!r})); "
        "print([m for m in ('rdflib', 'pyshacl', 'owlready2', 'pyoxigraph') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
