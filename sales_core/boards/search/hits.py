"""What a search finds: things of the company by name, pinyin or code, figures, pages, documents; each with its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sales_core.boards.allowance import may_ask_list, may_ask_metric
from sales_core.boards.context import BoardContext
from sales_core.boards.profile.subject import kind_name, profiled
from sales_core.boards.search.match import MatchRank, folded, match_rank
from sales_core.catalogue.list import ColumnKind, ListSpec
from sales_core.i18n import locales
from sales_core.kernel.query import ListQuery
from sales_core.kernel.terms import Period, Right

#: So many of one kind are told, and so many in all.
_MOST_OF_A_KIND, _MOST = 6, 20
#: Documents are looked for from so many letters on.
_SHORTEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class PageAddress:
    """A page with its choices and, where it matters, its days."""

    page: str
    choices: tuple[tuple[str, str], ...] = ()
    period: Period | None = None

    @property
    def parameters(self) -> dict[str, str]:
        """What stands in the URL after the page."""
        return dict(self.choices) | ({"period": str(self.period)} if self.period else {})


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A page of the product that may be found: its id and its names in every language, that of the viewer first."""

    id: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One thing found: what kind it is, its name, what qualifies it (a code), and where it is looked at."""

    kind: str
    name: str
    detail: str
    address: PageAddress
    rank: MatchRank


def search_hits(context: BoardContext, typed: str, places: Sequence[SearchPlace]) -> tuple[SearchHit, ...]:
    """What meets `typed`, the closest first, within what the viewer may know of; nothing for nothing typed.

    On a company without data (version 0) only `places` are found.
    """
    wanted = folded(typed)
    if not wanted:
        return ()
    asked = (context.locale, wanted, [one.id for one in places])
    groups = [context.kept("search", asked, lambda: _named(context, wanted, places))]
    if _has_rows(context):
        # Asked anew every time: who looks at rows is noted each time he does.
        groups += [_closest(group) for group in _documents(context, wanted)]
    return tuple(sorted((hit for group in groups for hit in group), key=_order)[:_MOST])


def _has_rows(context: BoardContext) -> bool:
    return bool(context.version) and context.may(Right.VIEW_SALES)


def _named(context: BoardContext, wanted: str, places: Sequence[SearchPlace]) -> list[SearchHit]:
    """What is found by what it is called."""
    groups = [_closest(_places(context, wanted, places))]
    if _has_rows(context):
        groups += [_closest(_codes(context, kind, wanted)) for kind in profiled(context)]
        groups.append(_closest(_metrics(context, wanted)))
    return [hit for group in groups for hit in group]


def _closest(group: Iterable[SearchHit]) -> list[SearchHit]:
    return sorted(group, key=_order)[:_MOST_OF_A_KIND]


def _order(hit: SearchHit) -> tuple[MatchRank, int, str]:
    return (hit.rank, len(hit.name), hit.name)


def _places(context: BoardContext, wanted: str, places: Sequence[SearchPlace]) -> Iterator[SearchHit]:
    kind = context.t("search.kind_page")
    for place in places:
        rank = match_rank(wanted, (*place.names, place.id))
        if rank is not None:
            yield SearchHit(kind, place.names[0], "", PageAddress(place.id), rank)


def _codes(context: BoardContext, kind: str, wanted: str) -> Iterator[SearchHit]:
    name_of_kind = kind_name(context, kind)
    for code, name in context.company.figures.values(kind, context.viewer, context.version):
        rank = match_rank(wanted, (name, code))
        if rank is not None:
            detail = code if code != name else ""
            yield SearchHit(name_of_kind, name, detail, _profile(kind, code), rank)


def _profile(kind: str, code: str, *more: tuple[str, str], period: Period | None = None) -> PageAddress:
    return PageAddress("profile", (("kind", kind), ("code", code), *more), period)


def _metrics(context: BoardContext, wanted: str) -> Iterator[SearchHit]:
    kind = context.t("search.kind_metric")
    for metric in context.catalogue.metrics.values():
        names = dict.fromkeys((context.say(metric.label), *(metric.label.in_(locale) for locale in locales())))
        rank = match_rank(wanted, (*names, metric.id))
        if rank is not None and may_ask_metric(context, metric.id):
            yield SearchHit(kind, next(iter(names)), "", PageAddress("explore", (("metric", metric.id),)), rank)


def _documents(context: BoardContext, wanted: str) -> Iterator[Iterator[SearchHit]]:
    """Documents whose number holds what was typed, of every list of documents that the viewer may ask for."""
    if len(wanted) < _SHORTEST_NUMBER or " " in wanted or not any(letter.isdigit() for letter in wanted):
        return
    for spec in context.catalogue.lists.values():
        if spec.document and may_ask_list(context, spec.id):
            yield _documents_of(context, spec, wanted)


def _documents_of(context: BoardContext, spec: ListSpec, wanted: str) -> Iterator[SearchHit]:
    kind = context.say(spec.label)
    owners = [column for column in spec.columns if column.dimension in profiled(context)]
    days = [column.id for column in spec.columns if column.kind is ColumnKind.DATE]
    for row in context.reader.run_list(ListQuery(spec.id, parameters=(("number", wanted),), limit=_MOST_OF_A_KIND)):
        number = str(row[spec.document])
        day = next((found for name in days if isinstance(found := row[name], date)), None)
        owner = next((column for column in owners if row[column.id] not in {None, ""}), None)
        if owner is None:
            continue
        code = str(row[owner.id])
        parts = (context.label(owner.dimension, code), context.date(day) if day else "")
        yield SearchHit(
            kind,
            number,
            " · ".join(filter(None, parts)),
            _profile(owner.dimension, code, ("list", spec.id), period=Period.month_of(day) if day else None),
            match_rank(wanted, (number,)) or MatchRank.WHOLE,
        )
