"""What a plan does is told in the audit trail: every kind is an event with a sentence, and has the right it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sales_core.i18n import has, locales
from sales_core.kernel.events import EVENTS, sentence
from sales_core.kernel.terms import LOCAL_ADMIN, Right
from sales_core.loading.plan import PlanKind
from tests.support.company import Company

ROWS: list[dict[str, object]] = [
    {"date": "2026-05-04", "rep": "E1", "product": "P1", "customer": "C1", "amount": "10.00", "quantity": 3}
]


@pytest.mark.parametrize("kind", PlanKind)
def test_every_kind_has_event_text_and_right(kind: PlanKind) -> None:
    assert kind.event is EVENTS[kind.value]
    assert {"version", "label", "plan", "uploads", "subject"} == {*kind.event.fields, *kind.event.optional}
    assert has(f"event.{kind.value}")
    assert kind.right in Right
    told = {sentence(kind.value, {"version": 7, "label": "a.csv"}).in_(locale) for locale in locales()}
    assert len(told) == len(locales())
    assert all("7" in one and "a.csv" in one for one in told)


def test_every_kind_is_committed_under_its_event(tmp_path: Path) -> None:
    company = Company(tmp_path)
    uploads = company.uploads
    done = [company.load("sales.csv", ROWS)]
    typed = uploads.plan_typed({"customers": [{"customer": "C1", "customer_name": "华兴"}]}, LOCAL_ADMIN)
    done += [uploads.commit(typed.id, LOCAL_ADMIN, confirmed=True)]
    done += [uploads.undo(2, LOCAL_ADMIN)]
    done += [uploads.commit(uploads.plan_redo(2, LOCAL_ADMIN).id, LOCAL_ADMIN, confirmed=True)]
    done += [uploads.restore(1, LOCAL_ADMIN)]
    kinds = [PlanKind.LOAD, PlanKind.MASTER, PlanKind.UNDO, PlanKind.REDO, PlanKind.RESTORE]
    assert [one.kind for one in done] == kinds
    events = company.appdb.audit.events()[::-1]
    assert [(event.what, event.details["version"]) for event in events] == [
        (one.kind.value, one.version) for one in done
    ]
    assert {one.kind for one in done} == set(PlanKind), "a kind that nothing here commits"
