"""Hands letters over by a process of its own, so that the server holds nothing of what that takes."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from sales_core.kernel.settings import PROJECT
from sales_core.kernel.terms import Text
from sales_core.sending.letter import Posted

_SECONDS = 60.0


class Post:
    """The process, begun with the first letter and ended with the block. `reroute`: host → address of this machine that
    stands in its place, which only tests give.
    """

    def __init__(self, reroute: Mapping[str, str] | None = None) -> None:
        self._reroute = dict(reroute or {})
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def hand_over(self, kind: str, url: str, to: str, title: str, body: str, files: Mapping[str, str]) -> Posted:  # noqa: PLR0917 - a letter and where it goes
        """What came of one letter."""
        letter = {
            "kind": kind, "url": url, "to": to, "title": title, "body": body, "files": dict(files),
            "reroute": self._reroute,
        }  # fmt: skip
        answer = self._asked(letter)
        if answer is None:
            self._end()
            return Posted(False, Text("messages.reason.interrupted"), is_known=False)
        return Posted.of(answer)

    def _asked(self, letter: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answer; None when the process ended or took too long."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sales_core.sending.post_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=PROJECT,
                env={**os.environ, "PYTHONPATH": str(PROJECT)},
            )
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101
        try:
            self._process.stdin.write(json.dumps(letter).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return None
        ready, _, _ = select.select([self._process.stdout], [], [], _SECONDS)
        line = self._process.stdout.readline() if ready else b""
        return json.loads(line) if line else None

    def _end(self) -> None:
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        process.wait()
