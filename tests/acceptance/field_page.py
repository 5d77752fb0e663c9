"""The manager's rows of the field through the upload page: dropped, looked at, answered, ticked and loaded by its widgets.

`python -m tests.acceptance.field_page [PATTERN…]` prints the table; what is judged is what the page shows, not the plan.
"""

from __future__ import annotations

import fnmatch
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.kit.literal import literal
from sales_core.api.workspace import Workspace
from sales_core.kernel.errors import SalesError
from sales_core.kernel.terms import LOCAL_ADMIN
from sales_core.loading.plan import Plan
from sales_core.recognition.describe import describe
from sales_core.recognition.reading import Question
from tests.acceptance.field import RIGHT, SILENT, TODAY, WRONG, FieldStores, FieldVerdict, name_of, table, wrong_figures
from tests.acceptance.field_cases import FieldCase, field_cases, file_named
from tests.pages.stage import Stage, words
from tests.support.fresh_stores import share_fresh_stores
from tests.support.inline_reader import read_inline

FOLDER = "manager"
_SECONDS = 30.0
_FIRST = 3


@dataclass
class UploadPage:
    """The page as somebody uses it, in Chinese, with what he sees and the clicks that he has made."""

    workspace: Workspace
    app: AppTest
    clicks: int = 0

    @classmethod
    def opened(cls, workspace: Workspace) -> UploadPage:
        """The page of a company, without anything on the table."""
        return cls(workspace, Stage(workspace).show("upload"))

    def drop(self, paths: Iterable[Path]) -> Plan:
        """Drops files and reads them; the plan that the page then shows."""
        files = [(path.name, path.read_bytes(), "application/octet-stream") for path in paths]
        self.app.file_uploader[0].set_value(files)
        self._run()
        self.press("read")
        return self.plan

    @property
    def plan(self) -> Plan:
        """The plan that is on the page."""
        return self.workspace.uploads.open_plan(self.app.session_state["upload_plan"], LOCAL_ADMIN)

    @property
    def may_load(self) -> bool:
        """Whether the button that loads is there and can be pressed."""
        return any(one.key == "commit" and not one.disabled for one in self.app.button)

    def press(self, key: str) -> None:
        """Presses a button and waits until nothing is read any more."""
        self.app.button(key=key).click()
        self.clicks += 1
        self._run()

    def answer(self, question: Question, value: str) -> None:
        """Answers a question by its radio, box or field."""
        key = f"q|{question.key}|{question.id}"
        found = [one for kind in (self.app.radio, self.app.selectbox, self.app.text_input) for one in kind]
        (widget,) = [one for one in found if one.key == key]
        if widget.value == value:
            return
        widget.set_value(value)
        self.clicks += 1
        self._run()

    def choose(self, option: str, value: str) -> Plan:
        """Says otherwise what a table is read with, by its control; the plan that then follows by itself."""
        (found,) = [one for one in self.plan.options if one.id == option]
        (box,) = [one for one in self.app.selectbox if one.key == f"o|{found.key}|{option}"]
        box.set_value(value)
        self.clicks += 1
        self._run()
        return self.plan

    def accept_risks(self) -> None:
        """Ticks every risk that is shown."""
        for name in self.plan.risk_names:
            (box,) = [one for one in self.app.checkbox if one.key == f"risk|{self.plan.id}|{name}"]
            box.check()
            self.clicks += 1
            self._run()

    def load(self) -> bool:
        """Presses the button that loads; whether the page says that it did."""
        self.press("commit")
        return "upload_done" in self.app.session_state

    def lacks(self) -> list[str]:
        """What a person has to see of the plan and the page does not show: errors, questions, risks."""
        plan, seen = self.plan, words(self.app)
        boxes = {one.key for kind in (self.app.radio, self.app.selectbox, self.app.text_input) for one in kind}
        ticks = {one.key for one in self.app.checkbox}
        lacking = [one.code for one in plan.errors[:_FIRST] if literal(describe(one, "zh")[0]) not in seen]
        lacking += [one.id for one in plan.unanswered if f"q|{one.key}|{one.id}" not in boxes]
        if plan.ready:
            lacking += [name for name in plan.risk_names if f"risk|{plan.id}|{name}" not in ticks]
        return lacking

    def _run(self) -> None:
        self.app.run()
        ends = time.monotonic() + _SECONDS
        while "upload_job" in self.app.session_state and time.monotonic() < ends:
            time.sleep(0.02)
            self.app.run()
        if self.app.exception:
            raise AssertionError(self.app.exception[0].message)


def judge_on_page(case: FieldCase, stores: FieldStores) -> FieldVerdict:
    """How the row ends on the page: refused, waiting or loaded; then once answered, where answers are given."""
    try:
        workspace = stores.company(case)
    except SalesError as error:
        return FieldVerdict(case.id, WRONG, "its precondition does not load", str(error))
    before = workspace.appdb.current_version()
    page = UploadPage.opened(workspace)
    page.drop(file_named(case.folder, name) for name in case.files)
    ended, is_allowed = _ended(case, page)
    if workspace.appdb.current_version() != before:
        return FieldVerdict(case.id, SILENT, ended, "loaded without a word")
    if not is_allowed or page.lacks():
        return FieldVerdict(case.id, WRONG, ended, f"not on the page: {page.lacks()}" if is_allowed else "may not")
    if page.may_load:
        return _loaded(case, page, ended)
    if not case.answers:
        return FieldVerdict(case.id, RIGHT, f"{ended} ({page.clicks} clicks)")
    _answer_all(case, page)
    page.accept_risks()
    return _loaded(case, page, f"{ended} → answered")


def _ended(case: FieldCase, page: UploadPage) -> tuple[str, bool]:
    """How it stands on the page before anything is answered, and whether it may."""
    plan = page.plan
    if plan.errors or not (plan.loads or plan.unanswered):
        names = tuple(dict.fromkeys(map(name_of, plan.errors)))
        return f"refuse {' '.join(names)}", bool(names) and not page.may_load and case.allows("refuse", *names)
    if plan.unanswered or plan.risks:
        names = tuple(dict.fromkeys([one.id for one in plan.unanswered] + [one.id for one in plan.risks]))
        return f"ask {' '.join(names)}", not page.may_load and case.allows("ask", *names)
    asked = [one.id for one in plan.open_questions]
    told = [one.code for one in plan.warnings]
    is_allowed = page.may_load and (
        case.allows("load")
        or (case.allows("quiet") and not asked)
        or (case.allows("warned") and bool(told))
        or any(case.allows("asked", name) for name in asked)
        or any(case.allows(kind, name) for kind in ("warn", "warn!") for name in told)
    )
    return " ".join(["load", *(f"?{name}" for name in asked)]), is_allowed


def _answer_all(case: FieldCase, page: UploadPage) -> None:
    """Answers what the case says, also what follows from another answer."""
    given: set[tuple[str, str]] = set()
    while True:
        due = [
            (question, value)
            for question in page.plan.questions
            for pattern, value in case.answers
            if fnmatch.fnmatchcase(question.id, pattern) and (question.key, question.id) not in given
        ]
        if not due:
            break
        given.add((due[0][0].key, due[0][0].id))
        page.answer(*due[0])
    if any(one.key == "read_again" for one in page.app.button):
        page.press("read_again")


def _loaded(case: FieldCase, page: UploadPage, ended: str) -> FieldVerdict:
    """Loads what is on the page; the figures of the pages then decide."""
    plan = page.plan
    if not page.may_load or not page.load():
        return FieldVerdict(case.id, WRONG, ended, "cannot be loaded")
    is_money, wrong = wrong_figures(case.figures, plan, page.workspace)
    found = SILENT if is_money else WRONG if wrong else RIGHT
    return FieldVerdict(case.id, found, f"{ended} ({page.clicks} clicks)", wrong)


def judged_on_page(cases: Iterable[FieldCase], root: Path) -> list[FieldVerdict]:
    """Every case on its day, with shared empty stores and files read in this process."""
    stores = FieldStores(root)
    with field_days(root):
        return [judge_on_page(case, stores) for case in cases]


@contextmanager
def field_days(root: Path) -> Iterator[None]:
    """The day of the manager's folder, with shared empty stores and files read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        share_fresh_stores(patch, root, root / "versions")
        read_inline(patch)
        patch.setenv("SALES_TODAY", TODAY[FOLDER])
        yield


def managers_rows(wanted: Callable[[str], bool] = lambda _: True) -> list[FieldCase]:
    """The rows of the manager's folder whose id is wanted."""
    return [case for case in field_cases() if case.folder == FOLDER and wanted(case.id)]


def main(patterns: list[str]) -> int:
    """Prints the table of the rows that a pattern names; of all without one."""
    chosen = managers_rows(lambda id_: not patterns or any(fnmatch.fnmatchcase(id_, one) for one in patterns))
    with tempfile.TemporaryDirectory() as folder:
        verdicts = judged_on_page(chosen, Path(folder))
    print(table(verdicts))
    return any(verdict.found != RIGHT for verdict in verdicts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
