"""Configuration of one process: paths, limits, the application database."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sales_core.kernel.blob_store import Area, BlobStore, DirectoryBlobs
from sales_core.kernel.company import MAIN, SIDE_COMPANIES, current_company
from sales_core.kernel.environment import environment, unknown_variables
from sales_core.kernel.errors import UsageError
from sales_core.kernel.private_files import make_private
from sales_core.kernel.storage import unwritable
from sales_core.kernel.terms import Text

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Home:
    """Where the state lives; every path of run-time state is named here and nowhere else."""

    root: Path

    @classmethod
    def from_environment(cls) -> Home:
        """That of the company under way: SALES_HOME, else data/home below the project, or a company beside it."""
        return cls(Path(environment().home or PROJECT / "data" / "home").resolve()).of_company(current_company())

    def of_company(self, company: str) -> Home:
        """The state directory of a company, `self` being that of the main one."""
        return self if company == MAIN else Home(self.root / "companies" / company)

    def companies(self) -> tuple[str, ...]:
        """The companies that there are, the main one first."""
        return (MAIN, *(name for name in SIDE_COMPANIES if self.of_company(name).appdb.is_file()))

    @property
    def appdb(self) -> Path:
        """The application database, when it is SQLite."""
        return self.root / "ledger.sqlite"

    @property
    def journal(self) -> Path:
        """Every commit of the application database, a line each; with copies of the database."""
        return self.root / "journal"

    @property
    def blobs(self) -> BlobStore:
        """The files of the company: one folder an area."""
        return DirectoryBlobs({area: self.root / area.value for area in Area})

    @property
    def commit_lock(self) -> Path:
        """Held by whoever moves files of versions."""
        return self.root / "commit.lock"

    @property
    def backups(self) -> Path:
        """Where nightly backups go unless another folder is named."""
        return self.root / "backups"

    @property
    def reports(self) -> Path:
        """Where scheduled reports go unless another folder is named."""
        return self.root / "reports"

    @property
    def log(self) -> Path:
        """The log of every process of this company."""
        return self.root / "log"

    @property
    def begun(self) -> Path:
        """A file that is written once: its time tells a company from one that is made again in its place."""
        return self.root / "begun"

    def make(self) -> Home:
        """Creates the folders, open to their owner alone; returns itself."""
        make_private(self.root)
        for area in Area:
            folder = self.root / area.value
            if not folder.is_dir() and unwritable(self.root) is None:
                folder.mkdir(parents=True, exist_ok=True)
        return self


@dataclass(frozen=True, slots=True)
class Limits:
    """What one uploaded file may cost."""

    file_bytes: int = 256 * 1024 * 1024
    unpacked_bytes: int = 2 * 1024 * 1024 * 1024
    zip_ratio: int = 200
    zip_parts: int = 2_000
    sheets: int = 200
    columns: int = 512
    rows: int = 5_000_000
    cells: int = 60_000_000
    cell_chars: int = 1_000
    worker_memory_bytes: int = 6 * 1024 * 1024 * 1024
    worker_cpu_seconds: int = 120
    worker_wall_seconds: int = 180
    problems_shown: int = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """All configuration of one process."""

    home: Home = field(default_factory=Home.from_environment)
    limits: Limits = field(default_factory=Limits)
    database: str = ""
    """The URL of a PostgreSQL application database; empty = the SQLite file in the home."""
    backups: str = ""
    """The folder of the nightly backups; empty = what the company's setting names."""

    @classmethod
    def from_environment(cls) -> Settings:
        """SALES_HOME, SALES_DATABASE and SALES_BACKUPS. Raises UsageError for a SALES_… variable that nobody reads.

        A company beside the main one has an SQLite file of its own, and its own folder below SALES_BACKUPS.
        """
        for name, near in unknown_variables().items():
            raise UsageError(Text("settings.unknown_variable", {"name": name}), near)
        given, company = environment(), current_company()
        if company == MAIN:
            return cls(database=given.database, backups=given.backups)
        return cls(backups=str(Path(given.backups) / company) if given.backups else "")

    @property
    def appdb_address(self) -> Path | str:
        """What `AppDatabase` opens."""
        return self.database or self.home.appdb
