"""The demo company beside one's own: how far it is loaded, the process that loads it, and its end."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from dataclasses import dataclass

from sales_core.appdb.database import AppDatabase
from sales_core.kernel.company import DEMO, MAIN, current_company
from sales_core.kernel.environment import SECRET_VARIABLES
from sales_core.kernel.errors import UsageError
from sales_core.kernel.settings import PROJECT, Home
from sales_core.kernel.terms import Text

_KEY = "demo_company"


@dataclass(frozen=True, slots=True)
class DemoProgress:
    """So many of its loads are in."""

    done: int
    of: int

    @property
    def is_ready(self) -> bool:
        """Whether all are."""
        return self.done >= self.of


def note_demo(appdb: AppDatabase, progress: DemoProgress) -> None:
    """Keeps in a company's database that it is the demo, and how far it is loaded."""
    appdb.settings.set(_KEY, [progress.done, progress.of])


def demo_progress(appdb: AppDatabase) -> DemoProgress | None:
    """How far the demo is loaded; None for a company that is none."""
    kept = appdb.settings.get(_KEY)
    return DemoProgress(*kept) if kept else None


class DemoProcess:
    """Loads the demo company in a process of its own; at most one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begins, or goes on where it was stopped; nothing while it runs."""
        with self._lock:
            if self.is_running:
                return
            words = [sys.executable, "-m", "sales_core", "--company", DEMO, "demo"]
            # Without passwords and tokens: those are of the main company.
            given = {name: value for name, value in os.environ.items() if name not in SECRET_VARIABLES}
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                words,
                cwd=PROJECT,
                env=given,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )

    def stop(self) -> None:
        """Ends it, also in the middle of a load: that load is absent then."""
        with self._lock:
            if self._process is not None and self._process.poll() is None:
                self._process.terminate()
                self._process.wait()

    @property
    def is_running(self) -> bool:
        """Whether it loads now."""
        return self._process is not None and self._process.poll() is None


def remove_demo(home: Home, appdb: AppDatabase) -> None:
    """Removes the demo company with everything in it. Raises UsageError for the main company, and for one that is none.

    It is moved away first: whoever looks meanwhile finds either all of it or nothing.
    """
    if current_company() == MAIN or demo_progress(appdb) is None:
        raise UsageError(Text("error.not_a_demo", {"folder": home.root}))
    gone = home.root.with_name(f".{home.root.name}.removed")
    shutil.rmtree(gone, ignore_errors=True)
    home.root.rename(gone)
    shutil.rmtree(gone)
