"""Runs a command and measures it: wall time, processor time, and peak memory, descendants included.

Processor time is what ratios are taken of where only one thing runs at a time: it hardly changes when something
else uses the machine.

Example: `measure(["true"]).status == 0`
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional


@dataclass
class Cost:
    """What a command took, and how it ended."""

    status: int
    wall: float
    cpu: float
    peak_kib: int
    stdout: str
    stderr: str


def measure(
    command: List[str], cwd: Optional[Path] = None, env: Optional[Dict[str, str]] = None, timeout: float = 900.0
) -> Cost:
    """Runs `command` to its end; `env` is added to the environment."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL,
            stdout=out, stderr=err, start_new_session=True,
        )
        timer = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            timer.cancel()
        wall = time.perf_counter() - started
        process.returncode = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8", "replace"))
    return Cost(process.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, *texts)
