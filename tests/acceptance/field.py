"""Files of the field through the upload path, each judged as it is and with `--yes`: `python -m tests.acceptance.field [PATTERN…]`.

A pattern is a shell pattern of row ids: `k0*`, `m19`. The table is printed; a whole run is kept in build/field.txt.
"""

from __future__ import annotations

import fnmatch
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import ConfirmationNeededError, SalesError
from sales_core.kernel.problems import Problem
from sales_core.kernel.settings import Home, Settings
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.reading import Answers
from tests.acceptance.field_cases import FieldCase, field_cases, file_named
from tests.acceptance.field_figures import holds
from tests.support.empty_places import empty_places
from tests.support.fresh_stores import share_fresh_stores
from tests.support.inline_reader import read_inline

RIGHT, WRONG, SILENT = "right", "wrong", "SILENT"
TODAY = {"reading": "2026-06-10", "totals": "2026-06-10", "manager": "2026-12-02"}
#: What a case checks beside figures: words, a cell of a master.
NO_FIGURE = ("cell:", "told:", "untied")
BUILD = Path(__file__).resolve().parents[2] / "build"


@dataclass(frozen=True)
class FieldVerdict:
    """One row: its class, how it ended, and why that is wrong.

    `asked`: the most questions of one of its files; `again`: the questions when it is loaded a second time.
    """

    id: str
    found: str
    ended: str
    why: str = ""
    asked: int = 0
    again: int = 0

    def __str__(self) -> str:
        return f"{self.found:6} {self.id:6} {self.asked}/{self.again} {self.ended:66.66} {self.why}"


class FieldStores:
    """A company for each precondition, copied for each row that needs it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._made: dict[tuple[str, tuple[str, ...]], Path] = {}
        self._number = 0

    def company(self, case: FieldCase) -> Workspace:
        """A company of its own that holds what the case says. Raises SalesError where that cannot be loaded."""
        key = (case.folder, case.into)
        if key not in self._made:
            folder = self._fresh()
            workspace = _opened(folder)
            for name in case.into:
                path = file_named(case.folder, name)
                _commit(workspace, workspace.uploads.plan([(path.name, path)], LOCAL_ADMIN), accept_risks=True)
            self._made[key] = folder
        folder = self._fresh()
        shutil.copytree(self._made[key], folder, dirs_exist_ok=True)
        return _opened(folder)

    def _fresh(self) -> Path:
        self._number += 1
        folder = self._root / str(self._number)
        folder.mkdir()
        return folder


def _opened(folder: Path) -> Workspace:
    return Workspace.open(Settings(home=Home(folder).make()))


def judge(case: FieldCase, stores: FieldStores) -> FieldVerdict:
    """How the row ends, as it is and with `--yes`; after an answer where one is given."""
    try:
        workspace = stores.company(case)
    except SalesError as error:
        return FieldVerdict(case.id, WRONG, "its precondition does not load", str(error))
    files = [(path.name, path) for path in (file_named(case.folder, name) for name in case.files)]
    plan = workspace.uploads.plan(files, LOCAL_ADMIN)
    before = workspace.appdb.current_version()
    verdict = replace(_judged(case, files, plan, workspace), asked=_most_asked(plan))
    if workspace.appdb.current_version() == before:
        return verdict
    return replace(
        verdict, again=sum(one.answer is None for one in workspace.uploads.plan(files, LOCAL_ADMIN).questions)
    )


def _most_asked(plan: Plan) -> int:
    """The most questions about one file; those of the load as a whole are of one of them."""
    return max(Counter(question.key.partition("!")[0] for question in plan.questions).values(), default=0)


def _judged(case: FieldCase, files: list[tuple[str, Path]], plan: Plan, workspace: Workspace) -> FieldVerdict:
    verdict = _judge_plan(case, plan, workspace)
    if verdict.found == RIGHT and (empty := empty_places(plan)):
        return FieldVerdict(case.id, WRONG, verdict.ended, f"empty places: {', '.join(empty)}")
    if verdict.found == RIGHT and not verdict.ended.startswith("load") and case.answers:
        return _judge_answer(case, files, workspace, verdict)
    return verdict


def _judge_plan(case: FieldCase, plan: Plan, workspace: Workspace) -> FieldVerdict:
    if plan.errors or not (plan.loads or plan.unanswered):
        names = tuple(dict.fromkeys(map(name_of, plan.errors)))
        ended = f"refuse {' '.join(names)}"
        is_right = bool(names) and case.allows("refuse", *names)
        return FieldVerdict(case.id, RIGHT if is_right else WRONG, ended, "" if is_right else _expected(case))
    try:
        _commit(workspace, plan, accept_risks=False)
    except ConfirmationNeededError:
        names = _waits_for(plan)
        is_right = bool(names) and case.allows("ask", *names)
        return FieldVerdict(
            case.id, RIGHT if is_right else WRONG, f"ask {' '.join(names)}", "" if is_right else _expected(case)
        )
    return _judge_load(case, plan, workspace)


def _judge_load(case: FieldCase, plan: Plan, workspace: Workspace) -> FieldVerdict:
    warnings, asked = {name_of(p) for p in plan.warnings}, [q.id for q in plan.open_questions]
    ended = " ".join(["load", *(f"?{q}" for q in asked), *sorted(warnings)])
    if any(case.allows("warn!", name) for name in warnings):
        return FieldVerdict(case.id, RIGHT, ended)
    is_money, wrong = wrong_figures(case.figures, plan, workspace)
    if case.never_loads or wrong:
        return FieldVerdict(case.id, SILENT if case.never_loads or is_money else WRONG, ended, wrong or _expected(case))
    is_right = (
        case.allows("load")
        or (case.allows("quiet") and not asked)
        or (case.allows("warned") and bool(warnings))
        or any(case.allows("warn", name) for name in warnings)
        or any(case.allows("asked", name) for name in asked)
    )
    return FieldVerdict(case.id, RIGHT if is_right else WRONG, ended, "" if is_right else _expected(case))


def _judge_answer(
    case: FieldCase, files: list[tuple[str, Path]], workspace: Workspace, verdict: FieldVerdict
) -> FieldVerdict:
    plan = _answered(case, files, workspace)
    if plan.errors or plan.unanswered:
        names = [name_of(p) for p in plan.errors] + [q.id for q in plan.unanswered]
        return FieldVerdict(case.id, WRONG, verdict.ended, f"once answered: {' '.join(names)}")
    _commit(workspace, plan, accept_risks=True)
    is_money, wrong = wrong_figures(case.figures, plan, workspace)
    found = SILENT if is_money else WRONG if wrong else RIGHT
    return FieldVerdict(case.id, found, verdict.ended, f"once answered: {wrong}" if wrong else "")


def _answered(case: FieldCase, files: list[tuple[str, Path]], workspace: Workspace) -> Plan:
    """The plan once everything is answered: a question may follow from another's answer, and an id be a pattern."""
    given = {name: value for name, value in case.answers if "*" not in name}
    while True:
        plan = workspace.uploads.plan(files, LOCAL_ADMIN, Answers(answers={"*": given}))
        more = {
            question.id: value
            for question in plan.questions
            for pattern, value in case.answers
            if fnmatch.fnmatchcase(question.id, pattern)
        }
        if more.items() <= given.items():
            return plan
        given |= more


def _commit(workspace: Workspace, plan: Plan, *, accept_risks: bool) -> None:
    accepted = tuple(plan.risk_names) if accept_risks else ()
    workspace.uploads.commit(plan.id, LOCAL_ADMIN, confirmed=True, accepted=accepted)


def _waits_for(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys([question.id for question in plan.unanswered] + [risk.id for risk in plan.risks]))


def wrong_figures(figures: Iterable[tuple[str, str]], plan: Plan, workspace: Workspace) -> tuple[bool, str]:
    """Whether a figure of the pages is not the wanted one, and all that are not."""
    found = [(name, wanted, *holds(name, wanted, workspace, plan)) for name, wanted in figures]
    wrong = [(name, f"{name} {got} not {wanted}") for name, wanted, right, got in found if not right]
    return any(not name.startswith(NO_FIGURE) for name, _ in wrong), "; ".join(text for _, text in wrong)


def name_of(problem: Problem) -> str:
    """The code of a problem, with the kind of table that it names."""
    kind = problem.facts.get("kind", "")
    return f"{problem.code}/{kind}" if kind else problem.code


def _expected(case: FieldCase) -> str:
    return "wants " + " or ".join(f"{end}:{'|'.join(reasons)}" if reasons else end for end, reasons in case.ends)


def judged(cases: Iterable[FieldCase], root: Path) -> list[FieldVerdict]:
    """Every case, each on its day, with shared empty stores and files read in this process."""
    stores = FieldStores(root)
    found = []
    with pytest.MonkeyPatch.context() as patch:
        share_fresh_stores(patch, root, root / "versions")
        read_inline(patch)
        for case in cases:
            patch.setenv("SALES_TODAY", TODAY[case.folder])
            found.append(judge(case, stores))
    return found


def table(verdicts: Iterable[FieldVerdict]) -> str:
    """The table, the wrong ones last, and the counts of rows and of questions."""
    order = (RIGHT, WRONG, SILENT)
    listed = sorted(verdicts, key=lambda verdict: order.index(verdict.found))
    counts = Counter(verdict.found for verdict in listed)
    return "\n".join(
        [
            "class  id     asked at first/again, how it ended",
            *map(str, listed),
            f"{len(listed)} rows: " + ", ".join(f"{counts[each]} {each}" for each in order),
        ]
    )


def main(patterns: list[str]) -> int:
    """Prints the table of the rows that a pattern names; of all without one."""
    every = field_cases()
    chosen = [case for case in every if not patterns or any(fnmatch.fnmatchcase(case.id, one) for one in patterns)]
    started = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        verdicts = judged(chosen, Path(folder))
    print(table(verdicts) + f"\n{time.process_time() - started:.0f} s of CPU")
    if len(chosen) == len(every):
        keep(verdicts)
    return any(verdict.found != RIGHT for verdict in verdicts)


def keep(verdicts: Iterable[FieldVerdict]) -> None:
    """Writes the table to build/field.txt."""
    BUILD.mkdir(exist_ok=True)
    (BUILD / "field.txt").write_text(table(verdicts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
