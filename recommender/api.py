"""Python API: load the knowledge once, read a site, get its roadmap, score, account or comparison."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.carbon.wanted import asks_outlook
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge, prepare
from recommender.kb.catalogue import load_catalogue
from recommender.kb.files import content_digest
from recommender.language.read import read_rules
from recommender.language.switch import without
from recommender.model.accounting import Balance
from recommender.model.catalogue import Catalogue
from recommender.model.problem import BadInput, Place, Problem, refuse_errors
from recommender.model.roadmap import Roadmap
from recommender.model.rule import Rulebook
from recommender.model.scoring import Scorecard
from recommender.model.site import SiteProfile
from recommender.model.stated import Scenario
from recommender.plan.roadmap import plan
from recommender.store.cache import cached, code_digest, content_hash
from recommender.store.limits import DEFAULT_LIMITS
from recommender.store.profile import read_profile
from recommender.store.text import read_bytes

if TYPE_CHECKING:
    from recommender.scenario.rows import Comparison

PACKAGE = Path(__file__).parent
VERIFY_ACCEPTED = "verify-accepted.yaml"
"""Beside the rules: which findings of `tanlu rules verify` are right as they are, with reasons."""


def home() -> Path:
    """Where kb/, rules/, ontology/ and examples/ are.

    TANLU_HOME if set, else beside the package (a clone), else inside it (an installed wheel).
    Raises BadInput when none of them has a kb/.
    """
    named = os.environ.get("TANLU_HOME", "")
    places = [Path(named)] if named else [PACKAGE.parent, PACKAGE / "_home"]
    for place in places:
        if (place / "kb").is_dir() and (place / "rules").is_dir():
            return place
    where = str(places[0])
    raise BadInput(
        (
            Problem(
                Place(where),
                "E-HOME",
                "这里没有 kb/ 和 rules/ 两个目录",
                "no kb/ and rules/ directories here",
                "请把环境变量 TANLU_HOME 设为碳路项目目录",
                "set TANLU_HOME to the Tanlu project directory",
            ),
        )
    )


def rule_files(root: Path) -> tuple[Path, ...]:
    """The rule files under `root`, in order of name."""
    return tuple(sorted(path for path in (root / "rules").glob("*.yaml") if path.name != VERIFY_ACCEPTED))


def rule_texts(root: Path) -> dict[str, bytes]:
    """The rule files under `root` as path from `root` → bytes, in order of name."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in rule_files(root)}


def load_knowledge(root: Path | None = None) -> Knowledge:
    """Catalogue, rulebook and scopes; kept between runs by content hash. Raises BadInput."""
    return _load((root or home()).resolve())


@lru_cache(maxsize=2)
def _load(root: Path) -> Knowledge:
    parts = (content_digest(root), content_hash(rule_texts(root).items()), code_digest(PACKAGE))
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return cached(key, Knowledge, lambda: build_knowledge(root))


def read_catalogue(root: Path) -> Catalogue:
    """The records under `root`, indexed; kept between runs by content hash. Raises BadInput."""
    parts = (content_digest(root), code_digest(PACKAGE))
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return cached(key, Catalogue, lambda: load_catalogue(root))


def build_knowledge(root: Path) -> Knowledge:
    """Load everything from the files, without the cache. Raises BadInput with every problem."""
    catalogue = load_catalogue(root)
    return prepare(catalogue, load_rulebook(root, catalogue))


def load_rulebook(root: Path, catalogue: Catalogue) -> Rulebook:
    """The rules under `root`. Raises BadInput with every error in them."""
    rulebook, problems = read_rules(rule_texts(root), catalogue)
    refuse_errors(problems)
    return rulebook


def read_site(path: Path, knowledge: Knowledge) -> SiteProfile:
    """The profile in a YAML file. Raises BadInput with every problem."""
    return read_profile(str(path), read_bytes(path, str(path), DEFAULT_LIMITS), knowledge.catalogue)


def switched(knowledge: Knowledge, off: Iterable[str]) -> Knowledge:
    """The knowledge with rules switched off, by basis, theme or id. Raises BadInput for unknown names."""
    rulebook = without(knowledge.rulebook, off)
    return knowledge if rulebook is knowledge.rulebook else prepare(knowledge.catalogue, rulebook)


def recommend(site: SiteProfile, knowledge: Knowledge) -> Roadmap:
    """The explained roadmap and checklist of one site, with its outlook where the profile allows one."""
    roadmap = plan(decide(site, knowledge), knowledge)
    if not asks_outlook(roadmap.decision, knowledge.catalogue):
        return roadmap
    from recommender.carbon.outlook import attached  # a plain profile needs none of it

    return attached(roadmap, knowledge)


def score(
    site: SiteProfile, knowledge: Knowledge, readings: Mapping[str, str] | None = None
) -> Scorecard | None:
    """Present and intended score of a site; None where no indicators with points are written for its kind.

    `readings` (name → option) go before those of the profile. Raises BadInput for one that does not exist.
    """
    from recommender.assess.scorecard import scorecard

    return scorecard(site, recommend(site, knowledge), knowledge, readings)


def account(site: SiteProfile, knowledge: Knowledge, method: str = "") -> Balance:
    """The carbon balance of a site by `method` (id or label), else by the default one of its kind.

    Raises BadInput where no method fits or what is stated contradicts itself.
    """
    from recommender.carbon.account import balance

    return balance(decide(site, knowledge), knowledge, method)


def compare(site: SiteProfile, knowledge: Knowledge, *others: SiteProfile | Scenario) -> Comparison:
    """A site beside other sites or scenarios of it, only where they differ. Raises BadInput for a scenario
    that contradicts the site."""
    from recommender.scenario.compare import compare as side_by_side
    from recommender.scenario.variant import Variant, variant

    columns = [
        variant(site, one, knowledge.catalogue)
        if isinstance(one, Scenario)
        else Variant(str(one.facts.get("site.name", "")), one)
        for one in others
    ]
    return side_by_side([Variant("", site), *columns], knowledge)
