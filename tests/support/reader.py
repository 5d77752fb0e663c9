"""A plain reader for intake tests: csv files whose header holds column ids and whose name starts with the dataset id."""

import csv
import hashlib
import threading
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from sales_core.catalogue.catalogue import product
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.recognition.reading import Answers, FileReading, ProgressCallback, ReferenceData, TableReading
from tests.support.stores import table_of


def plain_reader(
    path: Path,
    *,
    name: str,
    reference: ReferenceData,
    answers: Answers,
    out: Path,
    progress: ProgressCallback,
    cancel: threading.Event,
) -> FileReading:
    """Understands `sales-may.csv`; the value `bad` in any cell is an error, `odd` in `promotion` a warning."""
    body = path.read_bytes()
    rows = list(csv.DictReader(body.decode().splitlines()))
    kind = product().dataset(name.split("-", maxsplit=1)[0].split(".", maxsplit=1)[0])
    rows = [{k: v for k, v in row.items() if v != ""} for row in rows]
    progress("reading", 0.5)
    problems = tuple(
        Problem(
            f"{'E' if value == 'bad' else 'W'}_TEST",
            Severity.ERROR if value == "bad" else Severity.WARNING,
            Place(name, "", f"row {n}"),
            value,
        )
        for n, row in enumerate(rows, start=2)
        for value in row.values()
        if value in {"bad", "odd"}
    )
    key = f"{name}!"
    rows_file: Path | None = None
    sums: dict[str, Decimal] = {}
    if not any(p.severity is Severity.ERROR for p in problems):
        table = table_of(kind, rows, sheet="")
        rows_file = out / "rows.arrow"
        with pa.OSFile(str(rows_file), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
        sums = {m: sum((v for v in table[m].to_pylist() if v is not None), Decimal(0)) for m in kind.measures}
    return FileReading(
        name,
        hashlib.sha256(body).hexdigest(),
        len(body),
        "csv",
        (
            TableReading(
                key,
                name,
                "",
                kind.id,
                signature=f"sig-{kind.id}",
                rows=len(rows),
                sums=sums,
                problems=problems,
                rows_file=rows_file,
            ),
        ),
    )
