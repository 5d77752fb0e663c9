"""Whom or what the board is about: a kind of thing that has a profile, and one of its codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sales_core.boards.allowance import may_ask_list, may_ask_metric
from sales_core.boards.context import BoardContext
from sales_core.catalogue.dependencies import dimensions_of
from sales_core.catalogue.entity import Entity, EntityProfile
from sales_core.kernel.query import Filter


def kinds(context: BoardContext) -> Sequence[str]:
    """Entities with a profile of which the viewer has one at least."""
    return tuple(name for name in profiled(context) if _codes(context, name))


def profiled(context: BoardContext) -> tuple[str, ...]:
    """Every entity with a profile."""
    return tuple(one.id for one in context.catalogue.entities.values() if one.profile is not None)


def first_kind(context: BoardContext) -> str:
    """The first of them; where there is none yet, the first that is declared."""
    return next(iter((*kinds(context), *profiled(context))), "")


def kind_name(context: BoardContext, kind: str) -> str:
    """What one of a kind is called."""
    return context.say(context.catalogue.entity(kind).label) if kind else ""


def codes(context: BoardContext) -> Sequence[str]:
    """Every code of the kind that the viewer may know of, by name."""
    return _codes(context, context.choice("kind"))


def _codes(context: BoardContext, kind: str) -> tuple[str, ...]:
    return tuple(code for code, _ in context.company.figures.values(kind, context.viewer, context.version))


def first_code(context: BoardContext) -> str:
    """The largest of the period by the first figure, else the first by name."""
    kind = context.choice("kind")
    metric = main_figure(context)
    if not kind or not metric:
        return ""
    own, _ = context.narrowed(metric)
    found = own.result(metric, by=(kind,), order_by=f"-{metric}", limit=1).one()
    return str(found.get(kind) or next(iter(_codes(context, kind)), ""))


def code_name(context: BoardContext, code: str) -> str:
    """What a code is called; the code too where it is called otherwise."""
    return context.label(context.choice("kind"), code) if code else ""


def entity(context: BoardContext) -> Entity:
    """The kind chosen. Raises UsageError."""
    return context.catalogue.entity(context.choice("kind"))


def profile(context: BoardContext) -> EntityProfile:
    """What it is looked at by."""
    found = entity(context).profile
    return found if found is not None else EntityProfile((), "")


def figures(context: BoardContext) -> tuple[str, ...]:
    """The figures of the profile that the viewer may ask for."""
    return tuple(name for name in profile(context).figures if may_ask_metric(context, name))


def main_figure(context: BoardContext) -> str:
    """The first of them; empty when there is none."""
    return next(iter(figures(context)), "")


def lists(context: BoardContext) -> Sequence[str]:
    """The lists of the profile that the viewer may ask for; nothing where there are none."""
    return tuple(name for name in profile(context).lists if may_ask_list(context, name)) or ("",)


def first_list(context: BoardContext) -> str:
    """The first of them."""
    return lists(context)[0]


def list_name(context: BoardContext, list_id: str) -> str:
    """What the rows of a list are."""
    return context.say(context.catalogue.list(list_id).label) if list_id else ""


def splits(context: BoardContext) -> Sequence[str]:
    """What the main figure of one can be split by, besides itself and time."""
    metric, kind = main_figure(context), context.choice("kind")
    if not metric:
        return ("",)
    able = dimensions_of(context.catalogue, metric)
    return tuple(name for name in able if name != kind and not context.catalogue.dimension(name).is_time)


def first_split(context: BoardContext) -> str:
    """What the profile names, where the figure can be split so."""
    able, named = splits(context), profile(context).split
    return named if named in able else next(iter(able), "")


def about(context: BoardContext) -> BoardContext:
    """The context narrowed to the subject; a filter of the bar on its own dimension gives way."""
    kind = context.choice("kind")
    others = tuple(item for item in context.filters if item.dimension != kind)
    filters = (*others, Filter(kind, (context.choice("code"),)))
    return replace(context, ask=replace(context.ask, filters=filters))


def empty(context: BoardContext) -> str | None:
    """There is nobody and nothing that the viewer may know of."""
    return None if kinds(context) else ""


def narrowing(context: BoardContext) -> tuple[str, ...]:
    """The first figure decides which of the bar's filters apply."""
    declared = context.catalogue.entity(context.choice("kind")).profile
    return declared.figures[:1] if declared else ()
