"""Views: combinations under a name, one's own and those that others share, and the entry of a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sales_core.boards.blocks import RecordForm
from sales_core.boards.context import BoardContext
from sales_core.boards.record_forms import record_form
from sales_core.catalogue.record import RecordRow, RecordStanding
from sales_core.kernel.query import Filter
from sales_core.kernel.terms import Viewer
from sales_core.records.service import Records
from sales_core.records.visibility import BETWEEN_FILTERS, hides_own_words, typed_in

VIEW = "saved_view"
#: Choice of the board to the field that keeps it.
_FIELDS = {
    "metric": "metric", "by": "split", "across": "across", "span": "span", "compare": "compare", "view": "view",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view as it stands; `row` is its record."""

    row: RecordRow

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.row.values["name"])

    @property
    def page(self) -> str:
        """The page that it is pinned to; empty = none."""
        return str(self.row.values["pinned"] or "")

    @property
    def is_shared(self) -> bool:
        """Whether others may see it."""
        return bool(self.row.values["shared"])

    @property
    def choices(self) -> Mapping[str, str]:
        """The choices of the board."""
        return {choice: str(self.row.values[field] or "") for choice, field in _FIELDS.items()}

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What it is narrowed to. Raises UsageError for what is no filter."""
        return typed_in(str(self.row.values["filters"] or ""))


def saved_views(records: Records, viewer: Viewer, version: int | None = None) -> tuple[SavedView, ...]:
    """The views that the viewer may see, by name; nothing where there are no such records, or none for him, and behind
    a lens that hides names: a name that was typed may hold them.
    """
    if VIEW not in records.ids() or not viewer.may(records.record(VIEW).rights.view) or hides_own_words(viewer):
        return ()
    first = records.record(VIEW).states[0]
    found = (SavedView(one.row) for one in records.list(VIEW, viewer, version) if one.state == first)
    return tuple(sorted(found, key=lambda view: view.name))


def explore_address(context: BoardContext) -> dict[str, list[str]]:
    """The parameters of the URL that show what is shown now, whatever becomes the usual choice later."""
    found = {choice: [context.choice(choice)] for choice in _FIELDS}
    found |= {item.dimension: list(item.values) for item in context.filters}
    return found | {"period": [str(context.period)]}


def view_form(context: BoardContext) -> RecordForm | None:
    """The views there are, each opened by its name, and the entry of one for what is shown now; neither behind a lens
    that hides names.
    """
    records = context.company.records
    if VIEW not in records.ids():
        return None
    kept: dict[int, SavedView] = {}
    first = records.record(VIEW).states[0]
    filters = BETWEEN_FILTERS.join(f"{item.dimension}={code}" for item in context.filters for code in item.values)
    defaults = {field: context.choice(choice) for choice, field in _FIELDS.items()} | {"filters": filters}

    def line(standing: RecordStanding) -> str:
        view = SavedView(standing.row)
        if standing.state == first:
            kept[view.row.id] = view
        own = standing.row.by == context.viewer.name
        return view.name if own else context.t("explore.view_of", name=view.name, who=standing.row.by)

    made = record_form(context, VIEW, title=context.t("explore.save_view"), defaults=defaults, line=line)
    if hides_own_words(context.viewer):
        return replace(made, entries=(), is_open=False)
    entries = tuple(replace(entry, choices=_parameters(kept[entry.id])) for entry in made.entries if entry.id in kept)
    ordered = tuple(sorted(entries, key=lambda entry: kept[entry.id].name))
    return replace(made, entries=ordered)


def _parameters(view: SavedView) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the URL has to say for the view to be shown."""
    choices = ((name, (value,)) for name, value in view.choices.items())
    return (*choices, *((item.dimension, item.values) for item in view.filters))
