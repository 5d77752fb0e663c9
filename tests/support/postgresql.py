"""A private PostgreSQL server in a temporary folder, for tests; `missing()` says why there is none."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from sales_core.appdb.database import AppDatabase

#: The database whose tables are copied.
_TABLES = "tables"
_PROGRAMS = ("initdb", "pg_ctl", "createdb")


class Server:
    """Started on construction; reachable by a socket in its own folder only."""

    def __init__(self) -> None:
        self._user = _user()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "sales", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        self._made, self._has_tables = 0, False

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        self._made += 1
        return self._create(f"company_{self._made}")

    def new_application_database(self) -> str:
        """The URL of a new application database with its tables: copies of those that were made once."""
        if not self._has_tables:
            AppDatabase(self._create(_TABLES)).close()
            self._has_tables = True
        self._made += 1
        return self._create(f"company_{self._made}", "-T", _TABLES)

    def _create(self, name: str, *options: str) -> str:
        self._run("createdb", "-h", str(self.folder), "-U", "sales", *options, name)
        return f"postgresql://sales@/{name}?host={self.folder}"

    def stop(self) -> None:
        """Ends the server and removes its folder."""
        self._run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        binaries = _binaries()
        assert binaries is not None, missing()
        command = [str(binaries / program), *words]
        # The server's output must not keep our pipe open: it goes to the log file.
        with tempfile.TemporaryFile() as output:
            done = subprocess.run(command, user=self._user, cwd="/", stdout=output, stderr=output, timeout=60)
            output.seek(0)
            assert done.returncode == 0, output.read().decode()


def missing() -> str:
    """Why no server can be started; empty when one can."""
    if os.name == "nt":
        return "the private PostgreSQL server needs a Unix system"
    if _binaries() is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody'"
    return ""


def _binaries() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)  # where Debian keeps them off the path
    folders += [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next((folder for folder in folders if all((folder / name).exists() for name in _PROGRAMS)), None)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in known), None)
