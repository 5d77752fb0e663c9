"""What people typed about the subject: notes, promises and the like, and decisions about its figures."""

from __future__ import annotations

from collections.abc import Callable

from sales_core.boards.blocks import RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.decisions.marks import open_decisions_about
from sales_core.boards.profile import subject
from sales_core.boards.record_forms import record_form
from sales_core.catalogue.record import Record, SavedAs, SubjectKind
from sales_core.kernel.query import Filter
from sales_core.records.visibility import thing_subject


def notes(context: BoardContext) -> RecordForm | None:
    """What anybody noted about it, whatever it is, and the entry of one more."""
    record = _first(context, lambda one: one.subject.kind is SubjectKind.THING)
    if record is None:
        return None
    kind, code = context.choice("kind"), context.choice("code")
    return None if context.is_masked_subject(kind) else record_form(context, record.id, thing_subject(kind, code))


def promises(context: BoardContext) -> RecordForm | None:
    """Records about this kind of thing alone, and the entry of more; nothing where it has nothing of it."""
    record = _first(context, lambda one: _is_about_kind(context, one))
    if record is None:
        return None
    made = record_form(context, record.id, context.choice("code"))
    if made.entries:
        return made
    own, _ = subject.about(context).narrowed(record.subject.metric)
    value = own.result(record.subject.metric).one().get(record.subject.metric)
    return made if value else None


def decisions(context: BoardContext) -> RecordForm | None:
    """What was decided about its figures and is still to be done."""
    return open_decisions_about(context, Filter(context.choice("kind"), (context.choice("code"),)))


def _first(context: BoardContext, is_meant: Callable[[Record], bool]) -> Record | None:
    kept = (one for one in context.catalogue.records.values() if one.saved_as is SavedAs.REVISION)
    return next((one for one in kept if is_meant(one) and context.may(one.rights.view)), None)


def _is_about_kind(context: BoardContext, record: Record) -> bool:
    about = record.subject
    return about.kind is SubjectKind.ENTITY and about.entity == context.choice("kind")
