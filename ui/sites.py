"""The picker: an example site or an uploaded YAML profile becomes a SiteProfile, or its problems are told."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st

from recommender.api import home
from recommender.evaluate.scope import Knowledge
from recommender.model.problem import BadInput, Problem
from recommender.model.site import SiteProfile
from recommender.render.words import value_words
from recommender.store.profile import PROFILE_LIMITS, read_profile
from ui.page import LANGUAGE, plain, say

EXAMPLE = "example"
FIRST = "heyi-shenzhen"
UPLOAD_MEGABYTES = 1
SUMMARY_FACTS = ("site.type", "place.city", "place.province", "site.development", "site.works")


@dataclass(frozen=True)
class Candidate:
    """A profile as it stands in a file; `profile` None when it cannot be read, `problems` then say why."""

    key: str
    data: bytes
    profile: SiteProfile | None
    problems: tuple[Problem, ...]


def read_candidate(name: str, data: bytes, knowledge: Knowledge) -> Candidate:
    """Read profile bytes; `name` is what messages call the file."""
    try:
        profile = read_profile(name, data, knowledge.catalogue)
    except BadInput as error:
        return Candidate(name, data, None, error.problems)
    return Candidate(name, data, profile, ())


def read_examples(knowledge: Knowledge) -> dict[str, Candidate]:
    """The example sites by file name: those of the reports first, then the invented ones."""
    found = [
        read_candidate(path.stem, path.read_bytes(), knowledge)
        for path in sorted((home() / "examples").glob("*.yaml"))
        if path.stat().st_size <= PROFILE_LIMITS.bytes
    ]
    found.sort(key=lambda one: (one.profile is None, not (one.profile and one.profile.sources), one.key))
    return {one.key: one for one in found}


@st.cache_resource(show_spinner=False)
def _examples(_knowledge: Knowledge, digest: str) -> dict[str, Candidate]:
    del digest  # only the cache's key: examples are read anew when the knowledge is another
    return read_examples(_knowledge)


def name_of(candidate: Candidate, knowledge: Knowledge) -> str:
    """The site's name, else the file's."""
    name = candidate.profile.facts.get("site.name") if candidate.profile else None
    if not isinstance(name, str):
        return say("未命名的场地", "Unnamed site") + f" {candidate.key}"
    return value_words("site.name", name, knowledge.catalogue).zh


def summary_of(candidate: Candidate, knowledge: Knowledge) -> str:
    """The site in one line: kind, place, new or existing, works."""
    if candidate.profile is None:
        return say("读不了", "cannot be read")
    language = st.session_state.get(LANGUAGE, "zh")
    facts = candidate.profile.facts
    words = [
        value_words(fact, facts[fact], knowledge.catalogue).get(language)
        for fact in SUMMARY_FACTS
        if fact in facts
    ]
    return " · ".join(dict.fromkeys(words))


def problem_sentence(problem: Problem) -> str:
    """One problem as a sentence with its line."""
    line, told = problem.place.line, say(problem.said("zh"), problem.said("en"))
    return say(f"第 {line} 行：{told}", f"Line {line}: {told}") if line else told


def pick_site(knowledge: Knowledge) -> Candidate | None:
    """Let the user pick an example or upload a profile; None (with what is wrong shown) without a site."""
    examples = _examples(knowledge, knowledge.catalogue.digest)
    example_column, upload_column = st.columns([3, 2], gap="large")
    with example_column:
        candidate = _pick_example(examples, knowledge)
    with upload_column:
        uploaded = _upload(knowledge)
    chosen = uploaded or candidate
    if chosen is None:
        return None
    if chosen.profile is None:
        draw_problems(chosen.problems)
        return None
    return chosen


def draw_problems(problems: tuple[Problem, ...]) -> None:
    """What keeps a profile from being used, a sentence each."""
    head = say("这份档案不能用，请改好后再上传：", "This profile cannot be used; please mend it:")
    lines = "\n".join(f"- {plain(problem_sentence(problem))}" for problem in problems)
    st.error(f"{head}\n\n{lines}")


def _pick_example(examples: dict[str, Candidate], knowledge: Knowledge) -> Candidate | None:
    if not examples:
        st.info(say("没有示例，请上传档案。", "There are no examples; please upload a profile."))
        return None
    keys = list(examples)
    if st.session_state.get(EXAMPLE) not in keys:
        st.session_state[EXAMPLE] = FIRST if FIRST in keys else keys[0]
    key = st.selectbox(
        say("选一个示例场地", "Pick an example site"),
        keys,
        key=EXAMPLE,
        format_func=lambda one: (
            f"{name_of(examples[one], knowledge)} · {summary_of(examples[one], knowledge)}"
        ),
    )
    candidate = examples[key]
    note = candidate.profile.note.get(st.session_state.get(LANGUAGE, "zh")) if candidate.profile else ""
    if note:
        st.caption(plain(note))
    return candidate


def _upload(knowledge: Knowledge) -> Candidate | None:
    kilobytes = PROFILE_LIMITS.bytes // 1000
    file = st.file_uploader(
        say(
            f"或上传自己的档案（YAML，不超过 {kilobytes} KB）",
            f"Or upload a profile (YAML, up to {kilobytes} KB)",
        ),
        type=["yaml", "yml"],
        max_upload_size=UPLOAD_MEGABYTES,
        key="upload",
    )
    if file is None:
        return None
    data = file.getvalue()
    st.caption(
        say(
            "现在看的是上传的档案；去掉这个文件就回到示例。",
            "The uploaded profile is shown; remove the file to return to the example.",
        )
    )
    read = read_candidate(file.name, data, knowledge)
    return Candidate(f"upload-{hashlib.sha256(data).hexdigest()[:12]}", data, read.profile, read.problems)
