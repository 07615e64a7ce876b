"""The command that prints the carbon account of a site."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from recommender.api import load_knowledge, read_site
from recommender.carbon.account import balance, chosen_method, methods_for
from recommender.carbon.benchmark import benchmarks
from recommender.carbon.methods import site_type_of
from recommender.carbon.recompute import recomputed
from recommender.cli.output import show, write
from recommender.evaluate.decide import decide
from recommender.evaluate.scope import Knowledge
from recommender.model.site import SiteProfile
from recommender.render.account import write_account
from recommender.render.account_rows import Account
from recommender.render.view import title

SCOPED = frozenset({"office", "enterprise"})
"""Domains whose accounts are read by scope."""


def print_account(site: Path, method: str, form: str, language: str, everything: bool = False) -> int:
    """Print the account of a site by `method`, or by the default one. Raises BadInput."""
    knowledge = load_knowledge()
    account = account_of(read_site(site, knowledge), knowledge, method)
    if form == "json":
        from recommender.render.account_contract import account_dict

        body = account_dict(account, knowledge)
        write(json.dumps(body, ensure_ascii=False, indent=2, allow_nan=False) + "\n", None)
    else:
        show(partial(write_account, account, knowledge, language=language, everything=everything), None)
    return 0


def account_of(site: SiteProfile, knowledge: Knowledge, method: str = "") -> Account:
    """The account of a site with what stands beside it. Raises BadInput."""
    decision = decide(site, knowledge)
    catalogue = knowledge.catalogue
    account = balance(decision, knowledge, method)
    used = chosen_method(decision, catalogue, method)
    assert used is not None
    others = tuple(one for one in methods_for(site_type_of(decision), catalogue) if one.id != used.id)
    like = site.stated.assumptions.like
    return Account(
        title(decision, knowledge),
        account,
        used,
        others,
        benchmarks(account, decision, knowledge),
        recomputed(like, catalogue, account.works) if like else (),
        decision.domain in SCOPED,
    )
