"""The list of what was said and decided, and the entry that was picked."""

from __future__ import annotations

from dataclasses import replace

from sales_core.boards.activity.entries import Activity, activities, mentions_viewer
from sales_core.boards.blocks import Column, Headline, RecordForm, Table
from sales_core.boards.context import BoardContext
from sales_core.boards.record_forms import entries_of, record_words, state_words
from sales_core.format import moment
from sales_core.records.visibility import sees_free_text

#: Choices that are no kind of record: everything, and what names the viewer.
ALL, MENTIONS = "all", "mentions"
WIDE_CHOICES = (ALL, MENTIONS)
#: So many lines are shown.
_MOST = 200


def headline(context: BoardContext) -> Headline:
    """How much was said, how much of it names the viewer, and when the last of it was."""
    if not sees_free_text(context.viewer):
        return Headline(context.t("activity.withheld"))
    found = activities(context)
    if not found:
        return Headline(context.t("activity.none"), context.t("activity.none_do"))
    named = len(mentions_viewer(context, found))
    key = "activity.headline_mentions" if named else "activity.headline"
    newest = moment(found[0].row.changed)
    return Headline(context.t(key, count=len(found), named=named, newest=newest), context.t("activity.basis"))


def entries(context: BoardContext) -> Table:
    """The newest first; a picked row can be changed, and its figure opened."""
    found = _shown(context)
    columns = (
        Column("text", context.t("activity.said"), value=lambda one: record_words(context, one.record, one.standing)),
        Column("about", context.t("activity.about"), value=lambda one: about(context, one)),
        Column("kind", context.t("activity.kind"), value=lambda one: _kind(context, one)),
        Column("by", context.t("activity.by"), value=lambda one: _by(context, one)),
    )
    foot = context.t("activity.more", count=len(found) - _MOST) if len(found) > _MOST else ""
    return Table.of(
        "", columns, found[:_MOST], key=lambda one: one.key, foot=foot, file="activity", selects="entry"
    )  # fmt: skip


def chosen(context: BoardContext) -> RecordForm | None:
    """The entry that was picked: what its author, or who may, changes of it; and the figure that it is about."""
    picked = context.choice("entry")
    one = next((one for one in activities(context) if one.key == picked), None)
    if one is None:
        return None
    return replace(entries_of(context, one.record.id, (one.row.id,)), number=one.number)


def entry_name(context: BoardContext, value: str) -> str:
    """What was said, in words."""
    one = next((one for one in activities(context) if one.key == value), None)
    return value if one is None else record_words(context, one.record, one.standing)


def about(context: BoardContext, one: Activity) -> str:
    """The figure with what it is narrowed to, or the thing."""
    names = [context.label(item.dimension, code) for item in one.number.filters for code in item.values[:3]]
    return " · ".join((context.metric_name(one.number.metric), *names) if one.is_of_figure else names)


def _shown(context: BoardContext) -> list[Activity]:
    kind, found = context.choice("kind"), list(activities(context))
    if kind == MENTIONS:
        return mentions_viewer(context, found)
    return [one for one in found if kind in {ALL, one.record.id}]


def _by(context: BoardContext, one: Activity) -> str:
    return context.t("activity.by_at", who=one.row.changed_by, at=moment(one.row.changed))


def _kind(context: BoardContext, one: Activity) -> str:
    parts = (context.say(one.record.text("label")), state_words(context, one.record, one.standing.state))
    return " · ".join(part for part in parts if part)
