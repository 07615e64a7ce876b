"""The reasoner gate: HermiT looks for contradictions and for the members of the defined classes.

HermiT and Pellet are the Java programs that come with owlready2. Pellet is asked only to prove a
contradiction that HermiT found.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph
from rdflib.namespace import OWL

from recommender.kb.proof.java import finish, java, start
from recommender.kb.proof.reasoner_view import VIEW, reasoning_view
from recommender.model.problem import Place, Problem, Severity

ONTOLOGY = ("ontology/generated/ontology.ttl", "ontology/axioms.ttl")
SECONDS = 120.0
"""After this long a reasoner is stopped, and that is an error."""
_NOTHING = f"<{OWL.Nothing}>"
_LINE = re.compile(r"^(\w+)\( ((?:<[^>]+>\s*)+) \)$", re.MULTILINE)


@dataclass(frozen=True)
class Reasoned:
    """What HermiT found: classes nothing can belong to, and the members of every defined class, sorted."""

    consistent: bool
    empty: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Run:
    """A reasoner at work beside us; `result` waits for it. Used once."""

    tbox: Graph
    folder: tempfile.TemporaryDirectory[str]
    process: subprocess.Popen[bytes]

    def result(self, explain: bool = False) -> tuple[Reasoned | None, tuple[Problem, ...]]:
        """What was found, with a problem for every contradiction; None when HermiT failed or was stopped."""
        with self.folder as name:
            said = finish(self.process, Path(name) / "hermit.txt", SECONDS)
            if said is None:
                return None, (_stopped(),)
            if "Inconsistent ontology" in said.text or "Ontology is inconsistent" in said.text:
                return Reasoned(False), (_contradiction(_proof(Path(name)) if explain else ""),)
            if said.code:
                return None, (_failed(said.text),)
            reasoned = read_output(said.text, defined_classes(self.tbox))
        return reasoned, tuple(_empty(name) for name in reasoned.empty)


def ontology_graph(home: Path) -> Graph:
    """The generated ontology together with the hand-written axioms."""
    graph = Graph()
    for name in ONTOLOGY:
        graph.parse(home / name, format="turtle")
    return graph


def defined_classes(tbox: Graph) -> frozenset[str]:
    """IRIs of the classes with a definition a reasoner can recognise members by."""
    return frozenset(str(name) for name in tbox.subjects(OWL.equivalentClass, None))


def start_reasoner(tbox: Graph, abox: Graph, program: str = "") -> Run | None:
    """Start HermiT on ontology and knowledge; None when there is no Java."""
    program = program or java()
    if not program:
        return None
    folder = tempfile.TemporaryDirectory(prefix="tanlu-reasoner-")
    file = Path(folder.name) / "view.nt"
    file.write_text(reasoning_view(tbox, abox), encoding="utf-8")
    process = start(
        program,
        "hermit",
        "org.semanticweb.HermiT.cli.CommandLine",
        ("-c", "-I", file.as_uri()),
        file.with_name("hermit.txt"),
    )
    return Run(tbox, folder, process)


def read_output(text: str, defined: frozenset[str]) -> Reasoned:
    """The lines HermiT prints, SubClassOf, EquivalentClasses and Type, as members of the defined classes."""
    above: dict[str, set[str]] = defaultdict(set)
    types: dict[str, set[str]] = defaultdict(set)
    empty: set[str] = set()
    for kind, names in _LINE.findall(text):
        listed = [name.strip("<>") for name in names.split()]
        if kind == "SubClassOf":
            above[listed[0]].add(listed[1])
        elif kind == "EquivalentClasses" and _NOTHING in names:
            empty |= set(listed) - {str(OWL.Nothing)}
        elif kind == "EquivalentClasses":
            for one in listed:
                above[one] |= set(listed) - {one}
        elif kind == "Type":
            types[listed[1]].add(listed[0])
    members: dict[str, set[str]] = {name: set() for name in defined}
    for direct, individuals in types.items():
        for name in _upwards(above, direct) & defined:
            members[name] |= individuals
    found = {name: tuple(sorted(members[name])) for name in sorted(members)}
    return Reasoned(True, tuple(sorted(name for name in empty if not name.startswith(VIEW))), found)


def _upwards(above: Mapping[str, set[str]], start_at: str) -> set[str]:
    found, waiting = set[str](), [start_at]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += above.get(one, ())
    return found


def _proof(folder: Path) -> str:
    """The axioms and facts that contradict each other, as Pellet names them; empty when it finds none."""
    out = folder / "pellet.txt"
    arguments = ("explain", "--ignore-imports", str(folder / "view.nt"))
    said = finish(start(java(), "pellet", "pellet.Pellet", arguments, out), out, SECONDS)
    return "" if said is None else read_proof(said.text)


def read_proof(text: str) -> str:
    """The first explanation Pellet prints, on one line; a long disjointness axiom is only counted."""
    _, _, after = text.partition("Explanation(s):")
    lines = after.strip().split("\n\n")[0].splitlines()
    one_line = re.sub(r"^1\)\s*", "", "; ".join(line.strip() for line in lines))
    return re.sub(r"DisjointClasses\(([^)]*)\)", _disjoint, one_line)


def _disjoint(found: re.Match[str]) -> str:
    names = found[1].split("; ")
    return f"DisjointClasses({' '.join(names) if len(names) < 4 else f'{len(names)} classes'})"


def skipped(required: bool) -> Problem:
    """There is no Java: a notice, or an error where the gate is asked for."""
    return Problem(
        Place("tanlu kb check"),
        "E-REASONER-JAVA" if required else "W-REASONER-JAVA",
        "推理检查已跳过：没有 Java",
        "reasoner gate skipped: no Java",
        "请安装 Java，或 pip install 'tanlu[reasoner]'",
        "install Java, or pip install 'tanlu[reasoner]'",
        Severity.ERROR if required else Severity.WARNING,
    )


def _contradiction(proof: str) -> Problem:
    hint = ("加 --explain 看是哪几条相互矛盾", "--explain shows which axioms and facts contradict each other")
    zh, en = "知识与本体相互矛盾", "knowledge and ontology contradict each other"
    if proof:
        return _problem("E-REASONER", f"{zh}：{proof}", f"{en}: {proof}")
    return _problem("E-REASONER", zh, en, *hint)


def _empty(name: str) -> Problem:
    return _problem("E-REASONER", f"类 {name} 不可能有成员", f"nothing can belong to the class {name}")


def _stopped() -> Problem:
    return _problem(
        "E-REASONER-TIME",
        f"推理超过 {SECONDS:g} 秒，已停止",
        f"the reasoner took more than {SECONDS:g} seconds and was stopped",
    )


def _failed(said: str) -> Problem:
    last = " ".join(said.split())[:300]
    return _problem("E-REASONER-JAVA", f"推理程序出错：{last}", f"the reasoner failed: {last}")


def _problem(code: str, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Problem:
    return Problem(Place(ONTOLOGY[1]), code, zh, en, hint_zh, hint_en)
