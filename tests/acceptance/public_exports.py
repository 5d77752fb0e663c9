"""Exports of public repositories through the upload path: `python -m tests.acceptance.public_exports [PATTERN…]`.

The files are not kept here: each is read from ../public_exports, named `owner__repository__path` with `__` for slashes.
What a person answers, what is said unasked, and the figures that then hold stand in data/public_exports.csv; the figures
are sums made by hand from the raw rows.
"""

from __future__ import annotations

import csv
import fnmatch
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import ConfirmationNeededError, SalesError
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from tests.acceptance.field_figures import holds
from tests.support.inline_reader import read_inline

FOLDER = Path(__file__).resolve().parents[3] / "public_exports"
TABLE = Path(__file__).with_name("data") / "public_exports.csv"
RIGHT, REFUSED, WRONG, SILENT = "right", "refused", "wrong", "SILENT"
TODAY = "2026-12-31"


@dataclass(frozen=True)
class ExportCase:
    """Files of one repository that are dropped together. `answers`: to questions; `said`: what nothing asked for,
    `dataset`, `header_row` or `map:HEADER`; without `figures` it has to be refused, for the reason that `refusal` names."""

    repository: str
    paths: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    refusal: str

    @property
    def files(self) -> list[Path]:
        """Where the files are."""
        return [FOLDER / f"{self.repository}/{path}".replace("/", "__") for path in self.paths]

    @property
    def given(self) -> Answers:
        """What a person says."""
        named = dict(self.said)
        return Answers(
            datasets={"*": named["dataset"]} if "dataset" in named else {},
            mappings={"*": {name[4:]: to for name, to in self.said if name.startswith("map:")}},
            header_rows={"*": int(named["header_row"])} if "header_row" in named else {},
            answers=_by_table(self.answers),
        )


def _by_table(answers: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """`id=answer` is for every file, `file!id=answer` for one."""
    found: dict[str, dict[str, str]] = {}
    for name, answer in answers:
        file, separator, question = name.rpartition("!")
        found.setdefault(file if separator else "*", {})[question] = answer
    return found


@dataclass(frozen=True)
class ExportVerdict:
    """How the files of one case ended: with how many questions and how many things said by hand."""

    case: ExportCase
    found: str
    questions: int
    corrections: int
    why: str

    def __str__(self) -> str:
        paths = ", ".join(self.case.paths)
        return f"{self.found:7} {self.questions:2} {self.corrections:2}  {self.case.repository} {paths}  {self.why}"


def export_cases() -> list[ExportCase]:
    """Every row of the table."""
    with TABLE.open(encoding="utf-8") as file:
        return [_case(row) for row in csv.DictReader(file)]


def _case(row: dict[str, str]) -> ExportCase:
    def pairs(text: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name.strip(), value.strip())
            for name, _, value in (one.partition("=") for one in text.split(";"))
            if name.strip()
        )

    return ExportCase(
        row["repository"],
        tuple(path.strip() for path in row["paths"].split(";")),
        pairs(row["answers"]),
        pairs(row["said"]),
        pairs(row["figures"]),
        row["refusal"],
    )


def judge(case: ExportCase, root: Path) -> ExportVerdict:
    """Drops the files as they are, then with what a person says; a plain yes may load no wrong figure."""
    workspace = _opened(root / "bare", case)
    bare = _plan(workspace, case, Answers())
    questions = len(bare.questions) + len(bare.risks)
    if _commits(workspace, bare, accepts=False) and (wrong := _wrong(workspace, bare, case)):
        return ExportVerdict(case, SILENT, questions, 0, wrong)
    workspace = _opened(root / "said", case)
    plan = _plan(workspace, case, case.given)
    questions = max(questions, len(plan.questions) + len(plan.risks))
    said = len(case.said)
    if not _commits(workspace, plan, accepts=True):
        codes = sorted({problem.code for problem in plan.errors})
        why = ", ".join(codes) or f"waits for {[q.id for q in plan.unanswered]}"
        is_true = not case.figures and (case.refusal in codes or not (case.refusal or codes))
        return ExportVerdict(case, REFUSED if is_true else WRONG, questions, said, why)
    return ExportVerdict(case, WRONG if (wrong := _wrong(workspace, plan, case)) else RIGHT, questions, said, wrong)


def _opened(root: Path, case: ExportCase) -> Workspace:
    root.mkdir(parents=True)
    for path, file in zip(case.paths, case.files, strict=True):
        shutil.copyfile(file, root / Path(path).name)
    return Workspace.open(Settings(home=Home(root / "home").make()))


def _plan(workspace: Workspace, case: ExportCase, answers: Answers) -> Plan:
    root = workspace.settings.home.root.parent
    files = [(Path(path).name, root / Path(path).name) for path in case.paths]
    return workspace.uploads.plan(files, LOCAL_ADMIN, answers)


def _commits(workspace: Workspace, plan: Plan, *, accepts: bool) -> bool:
    try:
        workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=plan.risk_names if accepts else ())
    except (SalesError, ConfirmationNeededError):
        return False
    return True


def _wrong(workspace: Workspace, plan: Plan, case: ExportCase) -> str:
    """Figures that are not as the case says; anything loaded is wrong where it has to be refused."""
    if not case.figures:
        return "loaded"
    found = [(name, value, *holds(name, value, workspace, plan)) for name, value in case.figures]
    return "; ".join(f"{name} {shown} not {value}" for name, value, is_right, shown in found if not is_right)


def judge_all(cases: Iterable[ExportCase]) -> list[ExportVerdict]:
    """The verdict on each case whose files are here."""
    verdicts = []
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        read_inline(patch)
        patch.setenv("SALES_TODAY", TODAY)
        for number, case in enumerate(one for one in cases if all(file.exists() for file in one.files)):
            verdicts.append(judge(case, Path(folder) / str(number)))
    return verdicts


def report(verdicts: Iterable[ExportVerdict]) -> str:
    """The table with its sums, in files."""
    counts: Counter[str] = Counter()
    verdicts = list(verdicts)
    for one in verdicts:
        counts[one.found] += len(one.case.paths)
    sums = ", ".join(f"{counts[name]} {name}" for name in (RIGHT, REFUSED, WRONG, SILENT))
    lines = ["ended   questions, by hand", *map(str, verdicts), f"{sum(counts.values())} files: {sums}"]
    return "\n".join(lines)


if __name__ == "__main__":
    patterns = sys.argv[1:] or ["*"]
    wanted = [one for one in export_cases() if any(fnmatch.fnmatch(one.repository, pattern) for pattern in patterns)]
    print(report(judge_all(wanted)))
