"""A record is one declaration: it has form, list, states, rights, audit and command."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from sales_core.api.workspace import Workspace
from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.errors import ConflictError, NotAllowedError, UsageError
from sales_core.kernel.terms import LOCAL_ADMIN, Role, Scope, Viewer
from sales_core.records.validation import InvalidRecordError
from tests.contracts.conftest import Command
from tests.contracts.toy import BOOKING

REP = Viewer("rep", Role.REP, Scope.of({"branch": ("上海",)}))


class Verbs:
    """The toy's verbs, by name: `bookings.add(viewer, subject, values)`."""

    def __init__(self, workspace: Workspace) -> None:
        self._records = workspace.records

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return partial(getattr(self._records, name), BOOKING.id)


@pytest.fixture
def bookings(toys: Workspace) -> Verbs:
    return Verbs(toys)


def test_form(bookings: Verbs) -> None:
    form = bookings.form("T1", defaults={"budget": Decimal(50)})
    assert (form.record, form.subject, form.label.in_("zh")) == (BOOKING.id, "T1", "品鉴预订")
    day, purpose, budget, note = form.fields
    assert (day.kind, day.required, day.default, day.minimum) == (
        ValueKind.DATE,
        True,
        date(2026, 5, 8),
        date(2026, 5, 7),
    )
    assert [(value, words.in_("en")) for value, words in purpose.choices] == [
        ("launch", "Launch"),
        ("routine", "Routine"),
    ]
    assert (budget.default, budget.minimum, note.maximum) == (Decimal(50), 0, 20)
    assert [field.label.in_("en") for field in form.fields] == ["Day", "Purpose", "Budget", "Note"]


def test_list_is_filled_sorted_and_labelled(bookings: Verbs) -> None:
    older = bookings.add(LOCAL_ADMIN, "T1", {"purpose": "launch", "budget": "12.50"})
    newer = bookings.add(LOCAL_ADMIN, "T2", {"purpose": "routine"})
    found = bookings.list(LOCAL_ADMIN)
    assert [column.label.in_("en") for column in found.columns] == [
        "No.", "Promoter", "State", "Day", "Purpose", "Budget", "Note", "By", "Data of",
    ]  # fmt: skip
    assert found.rows[:2] == (
        {"id": newer, "subject": "T2", "state": "planned", "day": date(2026, 5, 8), "purpose": "routine",
         "budget": None, "note": "", "by": "local", "as_of": date(2026, 5, 7)},
        {"id": older, "subject": "T1", "state": "planned", "day": date(2026, 5, 8), "purpose": "launch",
         "budget": Decimal("12.50"), "note": "", "by": "local", "as_of": date(2026, 5, 7)},
    )  # fmt: skip


def test_states_and_who_may_move_them(bookings: Verbs) -> None:
    number = bookings.add(REP, "T1", {"purpose": "launch"})
    with pytest.raises(NotAllowedError):
        bookings.move(REP, number, "cancelled")
    with pytest.raises(UsageError) as refused:
        bookings.move(REP, number, "lost")
    assert set(refused.value.near) == {"done", "cancelled"}
    bookings.move(REP, number, "done", revision=1)
    assert bookings.show(REP, number).state == "done"
    with pytest.raises(ConflictError):
        bookings.edit(REP, number, {"note": "x"}, revision=1)
    with pytest.raises(UsageError):
        bookings.move(LOCAL_ADMIN, number, "planned")


def test_edit_keeps_the_rest(bookings: Verbs) -> None:
    number = bookings.add(REP, "T1", {"purpose": "launch", "budget": "7"})
    bookings.edit(REP, number, {"note": "call before"})
    row = bookings.show(REP, number)
    assert (row.values["purpose"], row.values["budget"], row.values["note"], row.revision) == (
        "launch", Decimal(7), "call before", 2,
    )  # fmt: skip
    with pytest.raises(InvalidRecordError):
        bookings.edit(REP, number, {"note": "x" * 21})


def test_rights_and_row_scope(bookings: Verbs) -> None:
    number = bookings.add(LOCAL_ADMIN, "T2", {"purpose": "launch"})
    assert "T2" not in {row["subject"] for row in bookings.list(REP).rows}
    refused: tuple[Callable[[], object], ...] = (
        lambda: bookings.show(REP, number),
        lambda: bookings.move(REP, number, "done"),
        lambda: bookings.edit(REP, number, {}),
        lambda: bookings.history(REP, number),
    )
    for act in refused:
        with pytest.raises(UsageError, match=f"{number}"):
            act()
    for subject in ("T2", "nobody"):
        with pytest.raises(NotAllowedError):
            bookings.add(REP, subject, {"purpose": "launch"})


def test_audit_names_the_act(toys: Workspace, bookings: Verbs) -> None:
    number = bookings.add(REP, "T1", {"purpose": "launch", "note": "first"})
    bookings.edit(REP, number, {"note": "second"})
    bookings.move(REP, number, "done")
    entries = [one for one in reversed(toys.appdb.audit.events()) if one.details.get("id") == number]
    mine = [one for one in entries if one.what.startswith(BOOKING.id)]
    assert [(one.who, one.what) for one in mine] == [
        ("rep", "tasting_booking.added"), ("rep", "tasting_booking.edited"), ("rep", "tasting_booking.done"),
    ]  # fmt: skip
    assert [one.details["note"] for one in mine] == ["first", "second", "second"]


def test_revision_grows_for_caches(bookings: Verbs) -> None:
    before = bookings.revision()
    bookings.add(LOCAL_ADMIN, "T1", {"purpose": "launch"})
    assert bookings.revision() > before
    assert bookings.list(LOCAL_ADMIN).revision == bookings.revision()


def test_command(command: Command) -> None:
    code, out, _ = command(
        "record", BOOKING.id, "add", "T1", "--set", "purpose=launch", "--set", "budget=99.90", "--json"
    )
    assert code == 0
    number = json.loads(out)["id"]
    code, out, _ = command("record", BOOKING.id, "list", "--json")
    newest = json.loads(out)["rows"][0]
    assert (code, newest["id"], newest["budget"], newest["day"], newest["state"]) == (
        0, number, "99.9", "2026-05-08", "planned",
    )  # fmt: skip
    assert "Planned" in command("record", BOOKING.id, "list")[1]
    assert "计划中" in command("record", BOOKING.id, "list", lang="zh")[1]
    assert command("record", BOOKING.id, "move", number, "done")[0] == 0
    code, out, _ = command("record", BOOKING.id, "show", number, "--json")
    assert [act["event"] for act in json.loads(out)["history"]] == ["added", "done"]
    assert "Tasting done" in command("record", BOOKING.id, "show", number)[1]
    assert command("record", BOOKING.id, "edit", number, "--set", "note=late")[0] == 0


def test_command_says_what_is_wrong(command: Command) -> None:
    code, _, err = command("record", BOOKING.id, "add", "T1", "--set", "purpose=dance", "--set", "budget=-1")
    assert code == 2
    assert "Purpose" in err
    assert "launch" in err
    assert "Budget" in err
    assert command("record", BOOKING.id, "add", "nobody", "--set", "purpose=launch")[0] == 4
    assert command("record", BOOKING.id, "show", "999999")[0] == 2
    assert command("record", BOOKING.id, "move", "1")[0] == 2
    assert "budget" in command("record", BOOKING.id, "add", "T1", "--set", "budgt=1")[2]


def test_a_form_of_what_exists_knows_number_revision_and_values(toys: Workspace, bookings: Verbs) -> None:
    number = bookings.add(REP, "T1", {"purpose": "routine", "budget": "7"})
    bookings.edit(REP, number, {"note": "early"})
    row = bookings.show(REP, number)
    form = bookings.edit_form(REP, row)
    assert (form.id, form.revision, form.subject) == (number, 2, "T1")
    assert [field.default for field in form.fields] == [date(2026, 5, 8), "routine", Decimal(7), "early"]
    assert [(move.state, move.label.in_("en")) for move in bookings.moves(REP, row)] == [("done", "Done")]
    assert [move.state for move in bookings.moves(LOCAL_ADMIN, row)] == ["done", "cancelled"]
    bookings.move(REP, number, "done")
    assert bookings.moves(LOCAL_ADMIN, bookings.show(REP, number)) == ()
