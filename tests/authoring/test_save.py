"""Saving a rule file: over the version that was read, checked, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from recommender.authoring.save import Stale, digest, save
from recommender.model.problem import BadInput, Place, Problem

OLD, NEW = b"rules:\n  - id: a\n", b"rules:\n  - id: b\n"


def good(_: bytes) -> Iterable[Problem]:
    return ()


def bad(_: bytes) -> Iterable[Problem]:
    return (Problem(Place("r.yaml", 2, 3), "E-KEY", "不对", "wrong"),)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "r.yaml"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path


def alone(file: Path, content: bytes) -> bool:
    """The file holds this and nothing else lies beside it."""
    return file.read_bytes() == content and [one.name for one in file.parent.iterdir()] == ["r.yaml"]


def test_a_good_version_replaces_the_one_that_was_read(file: Path) -> None:
    save(file, NEW, digest(OLD), good)
    assert alone(file, NEW)
    assert file.stat().st_mode & 0o777 == 0o640


def test_another_version_is_not_written_over(file: Path) -> None:
    theirs = b"rules:\n  - id: theirs\n"
    file.write_bytes(theirs)
    with pytest.raises(Stale) as refused:
        save(file, NEW, digest(OLD), good)
    assert refused.value.problems[0].code == "E-STALE"
    assert "-  - id: theirs\n+  - id: b\n" in refused.value.diff
    assert alone(file, theirs)


def test_what_does_not_pass_the_check_is_not_written(file: Path) -> None:
    with pytest.raises(BadInput) as refused:
        save(file, NEW, digest(OLD), bad)
    assert [one.code for one in refused.value.problems] == ["E-KEY"]
    assert alone(file, OLD)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_crash_before_the_end_leaves_the_old_version(
    step: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, or a kill just before the new file takes the place of the old one."""

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "fsync":
        monkeypatch.setattr("os.fsync", fails)
    else:
        monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(BadInput) as refused:
        save(file, NEW, digest(OLD), good)
    assert refused.value.problems[0].code == "E-OUT" and "No space left" in refused.value.problems[0].en
    assert alone(file, OLD)


def test_a_killed_process_leaves_the_old_version_whole(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody cleans up after a kill: the half-written copy may stay, the file itself is untouched."""
    killed = RuntimeError("killed")

    def kill(*_: object) -> None:
        raise killed

    monkeypatch.setattr(Path, "replace", kill)
    monkeypatch.setattr(Path, "unlink", kill)
    with pytest.raises(RuntimeError):
        save(file, NEW, digest(OLD), good)
    assert file.read_bytes() == OLD


def test_a_file_that_is_gone_is_said(file: Path) -> None:
    file.unlink()
    with pytest.raises(BadInput) as refused:
        save(file, NEW, digest(OLD), good)
    assert refused.value.problems[0].code == "E-OUT"


def test_of_two_who_save_at_once_one_is_told(file: Path) -> None:
    def attempt(content: bytes) -> bool:
        try:
            save(file, content, digest(OLD), good)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(attempt, (b"rules: [] # %d\n" % number for number in range(8))))
    assert won.count(True) == 1
    assert file.read_bytes() == b"rules: [] # %d\n" % won.index(True)
