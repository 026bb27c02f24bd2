"""Runs one case through an engine and says what became of it.

The statuses: `pass`, `unsupported` (the compiler said `not supported yet`), `refused` (an error in accepted input),
`accepted` (no error, or not all of them, in input that must be refused), `c-error`, `crash` (compiler or module),
`wrong` (tests failed, or fewer ran than under Cython, or the reference nanny found something), `timeout`, `excluded`.

Example: `judge(case, engine, "run", Path("work"), 60).status == "pass"`
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, Dict, List, Optional, Union

from .engines import Attempt, CythonEngine, PyxideEngine
from .execute import Outcome, execute
from .suite import Case, Message, read_text, split_expectations

HERE = Path(__file__).resolve().parent
Engine = Union[CythonEngine, PyxideEngine]
UNSUPPORTED = re.compile(r"not supported yet: *(.*)")


@dataclass
class Result:
    """What became of one case."""

    ident: str
    category: str
    status: str
    detail: str = ""
    tests: int = 0
    examples: int = 0
    failed: int = 0
    notes: Dict[str, Any] = field(default_factory=dict)
    seconds: Dict[str, float] = field(default_factory=dict)

    def as_json(self) -> str:
        """One line of the working record."""
        return json.dumps(asdict(self), sort_keys=True)


def result_from_json(line: str) -> Result:
    """Reads a line that `as_json` wrote."""
    return Result(**json.loads(line))


def judge(
    case: Case, engine: Engine, stage: str, work: Path, timeout: float, reference: Optional[Result] = None
) -> Result:
    """Takes the case as far as `stage` in an empty folder `work`."""
    result = Result(case.ident, case.category, "pass")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    source = prepare_source(case, work)
    if case.mode == "error" or stage in ("parse", "sema", "translate"):
        attempt = engine.translate(case, source, work, timeout, stage)
    else:
        attempt = engine.build(case, source, work, timeout)
    result.seconds = {name: round(value, 3) for name, value in attempt.seconds.items()}
    if judge_compiler(case, attempt, stage, result) and attempt.module is not None:
        if stage == "run" and case.mode == "run":
            judge_run(case, engine, attempt.module, work, timeout, reference, result)
        result.notes["size"] = attempt.module.stat().st_size
    return result


def prepare_source(case: Case, work: Path) -> Path:
    """The file to compile: the case's own, or a copy without its lists of expected messages."""
    related = re.compile(re.escape(case.module) + "_.*[.].*")
    for other in sorted(case.path.parent.iterdir()):
        if related.match(other.name) and other.is_file():
            os.symlink(other, work / other.name)
    if not case.expected:
        # Tracebacks show the source's lines, which Python looks for in the current folder.
        os.symlink(case.path, work / case.path.name)
        return case.path
    body, _ = split_expectations(read_text(case.path))
    source = work / case.path.name
    if source.is_symlink():
        source.unlink()
    source.write_bytes(body.encode("latin-1"))
    return source


def judge_compiler(case: Case, attempt: Attempt, stage: str, result: Result) -> bool:
    """Judges the compiler's part; true where the case may go on to run."""
    outcome = attempt.translated
    errors = list(attempt.messages.get("error", []))
    if "werror" in case.tags and case.mode == "error":
        # The suite makes warnings errors here.
        errors += attempt.messages.get("warning", [])
    if outcome.timed_out or (attempt.compiled is not None and attempt.compiled.timed_out):
        return fail(result, "timeout", "compiling")
    crash = compiler_crash(outcome)
    if crash is not None:
        return fail(result, "crash", crash)
    note_warnings(case, attempt, result)
    if case.expected.get("error"):
        if stage != "parse":
            judge_refusal(case, outcome, errors, result)
        return False
    if outcome.status != 0:
        if "cerror" in case.tags and c_compiler_error(outcome.stderr):
            return False
        return refused(outcome, errors, result)
    if attempt.compiled is not None and attempt.compiled.status != 0:
        if "cerror" in case.tags:
            return False
        return fail(result, "c-error", c_compiler_error(attempt.compiled.stderr) or "the C compiler failed")
    if "cerror" in case.tags and attempt.module is not None:
        return fail(result, "accepted", "the C compiler should have refused it")
    return True


def fail(result: Result, status: str, detail: str) -> bool:
    """Sets the result and stops the case."""
    result.status = status
    result.detail = detail
    return False


def compiler_crash(outcome: Outcome) -> Optional[str]:
    """What shows that the compiler itself broke, where it did."""
    if outcome.signal_name is not None:
        overflow = "stack overflow" if "overflowed its stack" in outcome.stderr else outcome.signal_name
        return f"compiler: {overflow}"
    panic = re.search(r"panicked at ([^\n]*)\n?([^\n]*)", outcome.stderr)
    if panic:
        return f"compiler: panic: {panic.group(2).strip() or ''} at {panic.group(1).rstrip(':')}"
    internal = re.search(r"[^\n]*internal[- ]error[^\n]*", outcome.stderr)
    if internal:
        return f"compiler: {shorten(strip_place(internal.group(0)))}"
    return None


def refused(outcome: Outcome, errors: List[Message], result: Result) -> bool:
    """A refusal of input that Cython accepts: unsupported, wrongly refused, or a C error inside a build."""
    unsupported = [UNSUPPORTED.search(error.text) for error in errors]
    constructs = sorted({match.group(1).strip() for match in unsupported if match})
    others = [error.text for error in errors if not UNSUPPORTED.search(error.text)]
    if constructs:
        result.notes["unsupported"] = constructs
    if others:
        result.notes["errors"] = sorted(set(others))[:20]
    if errors:
        first = UNSUPPORTED.search(errors[0].text)
        if first:
            return fail(result, "unsupported", shorten(first.group(1).strip()))
        return fail(result, "refused", shorten(errors[0].text))
    c_error = c_compiler_error(outcome.stderr)
    if c_error is not None:
        return fail(result, "c-error", c_error)
    lines = [line for line in outcome.stderr.splitlines() if line.strip()]
    return fail(result, "refused", shorten(lines[-1] if lines else f"exit status {outcome.status}"))


def judge_refusal(case: Case, outcome: Outcome, errors: List[Message], result: Result) -> None:
    """A case that must be refused passes when every expected line has an error of its own kind."""
    expected = case.expected["error"]
    real = [error for error in errors if not UNSUPPORTED.search(error.text)]
    lines = {error.line for error in real}
    missing = sorted({message.line for message in expected} - lines)
    texts = {(error.line, error.text) for error in real}
    result.tests = len(expected)
    result.notes["texts"] = sum((message.line, message.text) in texts for message in expected)
    result.notes["extra_lines"] = sorted(lines - {message.line for message in expected})
    constructs = sorted({m.group(1).strip() for m in (UNSUPPORTED.search(e.text) for e in errors) if m})
    if constructs:
        result.notes["unsupported"] = constructs
    if not missing:
        return
    result.failed = len(missing)
    if constructs:
        fail(result, "unsupported", shorten(constructs[0]))
    else:
        first = next(message for message in expected if message.line == missing[0])
        fail(result, "accepted", f"{len(missing)} of {len({m.line for m in expected})} lines: {shorten(first.text)}")
        result.notes["missing"] = [m.text for m in expected if m.line in missing]


def note_warnings(case: Case, attempt: Attempt, result: Result) -> None:
    """Keeps how many of the expected warnings and hints were given; they do not decide the case."""
    for kind in ("warning", "performance hint"):
        wanted = case.expected.get(kind)
        if wanted:
            lines = {message.line for message in attempt.messages.get(kind, [])}
            result.notes[kind] = f"{sum(m.line in lines for m in wanted)}/{len(wanted)}"


def judge_run(
    case: Case, engine: Engine, module: Path, work: Path, timeout: float, reference: Optional[Result], result: Result
) -> None:
    """Imports the module in a process of its own and runs its tests."""
    report = work / "report.json"
    kind = "unittest" if case.unit else "doctest"
    command = [engine.machine.python, "-X", "faulthandler", str(HERE / "child.py"), kind, case.module, str(module), str(report)]
    env = {"PYTHONPATH": str(work), "PYTHONHASHSEED": "0", "PYTHONIOENCODING": "utf-8"}
    outcome = execute(command, work, timeout, env=env)
    result.seconds["run"] = round(outcome.seconds, 3)
    report_data = json.loads(report.read_text(encoding="utf-8")) if report.exists() else None
    if outcome.timed_out:
        fail(result, "timeout", "running" if report_data is None else "at exit")
        return
    if outcome.signal_name is not None:
        where = re.search(r'File "[^"]*", line \d+ in (\S+)', outcome.stderr)
        moment = " at exit" if report_data else (f" in {where.group(1)}" if where else "")
        fail(result, "crash", f"module: {outcome.signal_name}{moment}")
        return
    if report_data is None:
        fail(result, "crash", f"module: exit status {outcome.status}: {shorten(outcome.stderr.strip()[-200:])}")
        return
    result.tests, result.examples = report_data["tests"], report_data["examples"]
    result.failed = len(report_data["failed"])
    result.notes["failures"] = [[name, text[:600]] for name, text in report_data["failed"][:10]]
    nanny = re.findall(r"^reference nanny: (.*)$", outcome.stderr, re.M)
    if nanny:
        result.notes["errors"] = nanny[:20]
        fail(result, "wrong", "reference nanny: " + shorten(nanny[0]))
    elif report_data["import_error"] is not None:
        fail(result, "wrong", "import: " + shorten(report_data["import_error"]))
    elif result.failed:
        name, text = report_data["failed"][0]
        fail(result, "wrong", f"{result.failed} of {result.tests} tests failed: {shorten(first_difference(text))}")
    elif reference is not None and reference.status == "pass" and (
        result.tests < reference.tests or result.examples < reference.examples
    ):
        ran = f"{result.tests} tests with {result.examples} examples"
        fail(result, "wrong", f"ran {ran}, not {reference.tests} with {reference.examples}")


def first_difference(text: str) -> str:
    """The telling part of a failure report: what was got, or the exception raised."""
    raised = re.findall(r"^    (\w*(?:Error|Exception|Warning|Exit|Iteration|Interrupt)\b.*)$", text, re.M)
    if raised:
        return raised[-1]
    wanted, got = ([line.strip() for line in block.splitlines()] for block in (
        section(text, "Expected:"), section(text, "Got:")
    ))
    if wanted or got:
        pairs = zip_longest(got, wanted, fillvalue="nothing more")
        first = next((pair for pair in pairs if pair[0] != pair[1]), ("other white space", "the same"))
        return f"got {first[0]}, expected {first[1]}"
    return " ".join(text.split())


def section(text: str, title: str) -> str:
    """The indented lines under a title of a doctest report."""
    match = re.search(rf"^{title}\n((?:    .*\n?|\n)*)", text, re.M)
    return match.group(1).rstrip() if match else ""


def c_compiler_error(stderr: str) -> Optional[str]:
    """The C compiler's first error without its place."""
    match = re.search(r":\d+:(?:\d+:)? (?:fatal )?error: ([^\n]*)|^(?:fatal )?error: ([^\n]*)", stderr, re.M)
    if match:
        return shorten(match.group(1) or match.group(2))
    link = re.search(r"undefined reference to ([^\n]*)", stderr)
    return shorten("undefined reference to " + link.group(1)) if link else None


def strip_place(line: str) -> str:
    """A diagnostic's text without `file:line:column:`."""
    return re.sub(r"^\S+:\d+:\d+: ", "", line.strip())


def shorten(text: str, limit: int = 160) -> str:
    """One line of at most `limit` characters that names no path of this machine."""
    text = re.sub(r"(?<![\w/])/(?:[\w.+@-]+/)+", "", " ".join(text.split()))
    return text if len(text) <= limit else text[: limit - 1] + "…"
