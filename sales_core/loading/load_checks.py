"""Problems and questions that only show once the load is set against what is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.compute as pc

from sales_core.catalogue.catalogue import Catalogue
from sales_core.kernel.problems import Place, Problem, Severity
from sales_core.kernel.terms import Text
from sales_core.loading.load_units import KEEP_OTHERS, REPLACE, REPLACE_MONTH, answered, read_rows
from sales_core.loading.plan import PlannedLoad, ReplacedRows
from sales_core.loading.row_changes import same_loaded_rows
from sales_core.recognition.reading import Answers, FileReading, Question
from sales_core.warehouse.snapshot import Snapshot

_PLACES = 100
#: What another table of the same drop may answer: a master that holds the code, rows that use the label, rates.
_SETTLED_BY_OTHERS = frozenset(
    ("E_UNKNOWN_REP", "W_UNKNOWN_REP", "W_UNKNOWN_PRODUCT", "W_NEW_CUSTOMER", "E_CURRENCY_MIX")
)
_ASKED_OF_OTHERS = frozenset(("dimension",))


def may_be_settled(reading: FileReading) -> bool:
    """Whether the file waits for something that another file of the same drop may bring."""
    asked = {q.id for table in reading.tables for q in table.questions if q.answer is None}
    return bool(asked & _ASKED_OF_OTHERS) or any(p.code in _SETTLED_BY_OTHERS for p in reading.all_problems)


def same_file_twice(readings: Sequence[FileReading]) -> Iterator[Problem]:
    """The same content dropped twice would be added up twice."""
    seen: dict[str, str] = {}
    for reading in readings:
        if first := seen.get(reading.sha256):
            place = Place(reading.file)
            yield Problem("E_SAME_FILE_TWICE", Severity.ERROR, place, value=first, facts={"other": first})
        seen.setdefault(reading.sha256, reading.file)


def shared_partitions(loads: Sequence[PlannedLoad], catalogue: Catalogue) -> Iterator[Problem]:
    """Two tables of one plan that hold rows of the same month and branch are added up; say so."""
    owners: defaultdict[tuple[str, str], list[PlannedLoad]] = defaultdict(list)
    datasets = [load.dataset for load in loads]
    for load in (load for load in loads if datasets.count(load.dataset) > 1):
        for one in set(pc.unique(read_rows(Path(load.rows_file), {"partition"})["partition"]).to_pylist()):
            owners[load.dataset, one].append(load)
    clashes: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for (dataset_id, one), sharing in owners.items():
        if len(sharing) > 1:
            clashes[dataset_id, sharing[0].key, sharing[-1].key].append(one)
    for (dataset_id, first, last), partitions in sorted(clashes.items()):
        code = "W_SHARED_SLICE" if catalogue.dataset(dataset_id).shares_partitions else "W_LATER_FILE_WINS"
        file, _, sheet = last.partition("!")
        yield Problem(
            code,
            Severity.WARNING,
            Place(file, sheet),
            value=min(partitions),
            facts={"other": first, "slices": str(len(partitions))},
            count=len(partitions),
        )


def replaced_months(
    loads: Sequence[PlannedLoad],
    replaced: Sequence[ReplacedRows],
    before: Snapshot,
    after: Snapshot,
    catalogue: Catalogue,
) -> Iterator[Problem]:
    """A month that was loaded before and now gets other rows: needs a tick."""
    for load in loads:
        kind = catalogue.dataset(load.dataset)
        if not kind.shares_partitions:
            continue
        months = sorted(
            {
                one.month
                for one in replaced
                if one.dataset == kind.id and load.first_month <= one.month <= load.last_month
            }
        )
        changed = [month for month in months if not same_loaded_rows(before, after, kind, month)]
        if not changed:
            continue
        earlier = sorted({one.label for one in replaced if one.dataset == kind.id and one.month in changed})
        rows = sum(one.rows for one in replaced if one.dataset == kind.id and one.month in changed)
        yield Problem(
            "W_REPLACES_MONTH",
            Severity.WARNING,
            Place(load.file, load.sheet, changed[0]),
            value=", ".join(changed[:6]) + ("…" if len(changed) > 6 else ""),
            facts={"uploads": "; ".join(earlier), "rows": str(rows), "months": str(len(changed))},
            count=len(changed),
            places=tuple(Place(load.file, load.sheet, month) for month in changed[:_PLACES]),
        )


def replace_questions(
    loads: Sequence[PlannedLoad],
    replaced: Sequence[ReplacedRows],
    after: Snapshot,
    answers: Answers,
    catalogue: Catalogue,
) -> Iterator[Question]:
    """Where an earlier upload keeps other branches of a month that this load replaces in part: keep them, or not?"""
    for load in loads:
        kind = catalogue.dataset(load.dataset)
        mine = [one for one in replaced if one.dataset == kind.id and load.first_month <= one.month <= load.last_month]
        if not mine or not kind.shares_partitions:
            continue
        (row,) = after.rows(
            f"SELECT count(*) AS kept FROM raw_{kind.id} WHERE upload_id IN (SELECT unnest($uploads)) "
            f"AND strftime(\"{kind.period}\", '%Y-%m') IN (SELECT unnest($months))",
            {"uploads": sorted({m.upload_id for m in mine}), "months": sorted({m.month for m in mine})},
        )
        question = answered(_replace_question(load, mine, row["kept"]), answers)
        if row["kept"] or question.answer == REPLACE_MONTH:
            yield question


def _replace_question(load: PlannedLoad, mine: Sequence[ReplacedRows], kept: int) -> Question:
    facts = {"uploads": "; ".join(sorted({m.label for m in mine})), "rows": str(kept)}
    return Question(
        REPLACE,
        load.key,
        Text("intake.replace.question", facts),
        (
            (KEEP_OTHERS, Text("intake.replace.keep")),
            (REPLACE_MONTH, Text("intake.replace.month")),
        ),
        default=KEEP_OTHERS,
    )
