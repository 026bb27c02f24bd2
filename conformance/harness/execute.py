"""Runs one command in its own process group with limits on time and output.

Guarantees that nothing of the command is left running, that a crash is told from a failing exit status, and that
only the last part of long output is kept.

Example: `execute(["true"], Path("."), 5).status == 0`
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Dict, List, Optional

KEPT_OUTPUT = 200_000
ADDRESS_SPACE = 8 << 30


@dataclass
class Outcome:
    """How a command ended. `status` is the exit status, or minus the signal that ended it."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    timed_out: bool = False

    @property
    def signal_name(self) -> Optional[str]:
        """The signal that ended the command, where one did."""
        if self.status >= 0 or self.timed_out:
            return None
        try:
            return signal.Signals(-self.status).name
        except ValueError:
            return f"signal {-self.status}"


def execute(
    command: List[str],
    cwd: Path,
    timeout: float,
    env: Optional[Dict[str, str]] = None,
    limit_memory: bool = True,
) -> Outcome:
    """Runs `command` in `cwd`; `env` is added to the environment."""
    started = time.monotonic()
    timed_out = False
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            preexec_fn=_limit_memory if limit_memory else _no_core,
        )
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            timed_out = True
        finally:
            _end_group(process)
        return Outcome(
            process.returncode, _tail(out), _tail(err), time.monotonic() - started, timed_out
        )


def _no_core() -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory() -> None:
    _no_core()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    """Ends whatever is left of the command's process group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def _tail(stream: BinaryIO) -> str:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - KEPT_OUTPUT))
    return stream.read().decode("utf-8", "replace")
