"""A company in a temporary folder, opened as the product opens it, with the plain reader."""

from __future__ import annotations

import csv
import threading
from collections.abc import Mapping
from pathlib import Path

from sales_core.appdb.opening import open_database
from sales_core.catalogue.catalogue import Catalogue, product
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN, Viewer
from sales_core.loading.plan import Committed, Plan
from sales_core.loading.reader import Reader
from sales_core.loading.uploads import Uploads
from sales_core.recognition.reading import Answers, ProgressCallback
from sales_core.warehouse.store import Store
from tests.support.reader import plain_reader
from tests.support.stores import Rows


class Company:
    """`settings`, `appdb`, `store`, `uploads`, and shortcuts to load rows."""

    def __init__(
        self, root: Path, reader: Reader = plain_reader, catalogue: Catalogue | None = None, database: str = ""
    ) -> None:
        self.root = root
        self.settings = Settings(home=Home(root / "home").make(), database=database)
        self.appdb = open_database(self.settings)
        self.store = Store(self.settings.home, self.appdb, catalogue or product())
        self.uploads = Uploads(self.settings, self.store, self.appdb, catalogue or product(), reader)
        self.files = 0

    def file(self, name: str, rows: Rows) -> tuple[str, Path]:
        """Writes a csv and returns (label, path)."""
        self.files += 1
        path = self.root / f"in{self.files}.csv"
        names = list(dict.fromkeys(key for row in rows for key in row))
        with path.open("w", newline="") as out:
            writer = csv.DictWriter(out, names)
            writer.writeheader()
            writer.writerows(rows)
        return name, path

    def plan(
        self,
        name: str,
        rows: Rows,
        viewer: Viewer = LOCAL_ADMIN,
        answers: Answers | None = None,
        *,
        progress: ProgressCallback | None = None,
        cancel: threading.Event | None = None,
    ) -> Plan:
        return self.uploads.plan([self.file(name, rows)], viewer, answers, progress=progress, cancel=cancel)

    def load(self, name: str, rows: Rows, viewer: Viewer = LOCAL_ADMIN) -> Committed:
        plan = self.plan(name, rows, viewer)
        return self.uploads.commit(plan.id, viewer, confirmed=True, accepted=plan.risk_names)

    def load_together(self, datasets: Mapping[str, Rows]) -> Committed:
        """Loads a file of each dataset in one drop, which costs little more than one file."""
        plan = self.uploads.plan([self.file(f"{name}.csv", rows) for name, rows in datasets.items()], LOCAL_ADMIN)
        return self.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names)

    def one(self, sql: str, *params: object) -> object:
        """The only value of the only row."""
        (row,) = self.store.current().rows(sql, params)
        (value,) = row.values()
        return value
