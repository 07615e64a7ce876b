"""Run one command: UTF-8 streams, exit codes 0, 1 and 2, and one sentence per error, never a traceback."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Iterable, Sequence

import typer

from recommender.cli.app import app
from recommender.model.problem import BadInput, Place, Problem
from recommender.model.text import printable

DONE, FINDINGS, BAD = 0, 1, 2
INTERRUPTED = 130
_USAGE: type[BaseException] = typer.BadParameter.__mro__[2]
"""The ancestor of every complaint about the command line, wherever this typer keeps it."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line `arguments` (without the program's name) and give the exit code."""
    _use_utf8()
    try:
        code = typer.main.get_command(app).main(list(arguments), prog_name="tanlu", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except BadInput as bad:
        tell(bad.problems)
        return BAD
    except BrokenPipeError:
        _silence_stdout()
        return DONE
    except SystemExit as leaving:  # typer leaves with 1 when the pipe is closed
        if isinstance(leaving.__context__, BrokenPipeError):
            _silence_stdout()
            return DONE
        return leaving.code if isinstance(leaving.code, int) else DONE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except Exception as error:
        if os.environ.get("TANLU_DEBUG"):
            raise
        tell((_usage(error) if isinstance(error, _USAGE) else _internal(error),))
        return BAD


MOST_TOLD = 40


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on stderr, one line each; after MOST_TOLD only how many more there are."""
    found = list(problems)
    with contextlib.suppress(BrokenPipeError):
        for problem in found[:MOST_TOLD]:
            print(printable(str(problem)), file=sys.stderr)  # noqa: T201
        if more := len(found[MOST_TOLD:]):
            print(f"另有 {more} 处，改好以上再看 | {more} more; mend these first", file=sys.stderr)  # noqa: T201


def _usage(error: BaseException) -> Problem:
    said = getattr(error, "format_message", lambda: str(error))().strip().rstrip(".")
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "tanlu")
    return Problem(
        Place(command),
        "E-USAGE",
        f"命令行写法不对（{said}）",
        f"the command line is wrong ({said})",
        f"用法见 {command} --help",
        f"see {command} --help",
    )


def _internal(error: Exception) -> Problem:
    said = f"{type(error).__name__}: {error}"
    return Problem(
        Place("tanlu"),
        "E-INTERNAL",
        f"程序出了没有料到的错（{said}）",
        f"an error nobody foresaw ({said})",
        "请连同所用文件报告；设 TANLU_DEBUG=1 可看细节",
        "please report it with the files used; TANLU_DEBUG=1 shows details",
    )


def _use_utf8() -> None:
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _silence_stdout() -> None:
    """Python flushes stdout once more on leaving; into a closed pipe that would print a traceback."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
