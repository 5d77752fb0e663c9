"""Which field each column of a table is: those that need a person as open choices, the others folded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from pages.data import draft as drafts
from pages.data.draft import Draft
from pages.data.field_choice import field_choice
from pages.kit import empty_states
from pages.kit.context import PageContext
from pages.kit.literal import literal
from sales_core.api import Dataset, Match, Question, TableReading, ValueKind, bare_percent
from sales_core.api import count as count_text

_SURE = 0.85
_NEAR = 0.1
#: More unused columns than this stay folded unless they could be what is missing: an export often has twenty.
_FEW, _MOST = 6, 12
_ACROSS = frozenset(("month", "total"))
_SETTLED = _ACROSS | {"exact", "chosen", "remembered"}
_BEGINS_AS_FIGURE = re.compile(r"[\s(（¥￥$€+\-−]*\d")
_WORDS = frozenset((ValueKind.CODE, ValueKind.NAME, ValueKind.TEXT, ValueKind.FLAG))


def show(page: PageContext, table: TableReading, kind: Dataset, draft: Draft) -> None:
    """What is missing, the columns to look at, and the rest with a switch to change them too."""
    names = {column.id: page.say(column.label) for column in kind.readable_columns}
    now = {match.letter: draft.field(table.key, match) for match in table.matches if match.how not in _ACROSS}
    _missing(page, table, names, now.values())
    every, decided = bool(st.session_state.get(_every_key(table))), draft.mappings.get(table.key, {})
    doubtful = _doubtful(table, kind)
    open_ = [m for m in table.matches if m in doubtful or (m.header in decided and not every)]
    rest = [m for m in table.matches if m not in open_]
    if doubtful:
        st.markdown(f"**{page.t('upload.columns.look', count=len(doubtful))}**")
    _choices(page, table, open_, names, now)
    others = [m for m in rest if m.how not in _ACROSS]
    if others:
        st.toggle(page.t("upload.columns.change", count=len(others)), key=_every_key(table))
    if every:
        _choices(page, table, others, names, now)
        rest = [m for m in rest if m.how in _ACROSS]
    _folded(page, rest, names)
    if are_remembered(table):
        st.caption(page.t("upload.columns.remembered"))
        empty_states.link(page, "history", page.t("upload.columns.to_history"))


def are_remembered(table: TableReading) -> bool:
    """Whether an earlier file of this layout decided about the columns."""
    return any(match.how == "remembered" for match in table.matches)


def answered_here(question: Question, table: TableReading) -> bool:
    """Whether the question is about a column, which is answered by choosing its field."""
    return question.id in {f"column:{match.header}" for match in table.matches}


def _doubtful(table: TableReading, kind: Dataset) -> list[Match]:
    """Columns that need a person: matched without certainty, or unused where one is missing or few are."""
    open_again = "remembered" if table.missing else ""
    unused = [match for match in table.matches if match.field is None and match.how in ("", open_again)]
    if len(unused) > _FEW:
        wanted = [kind.column(field).kind for field in table.missing]
        unused = [match for match in unused if any(_could_be(match, one) for one in wanted)][:_MOST]
    held = {match.field for match in table.matches}
    return [match for match in table.matches if match in unused or _is_weak(match, held)]


def _is_weak(match: Match, held: set[str | None]) -> bool:
    if match.field is None or match.how in _SETTLED:
        return False
    near = (score for name, score in match.rivals if name not in held)
    return match.confidence < _SURE or any(match.confidence - score < _NEAR for score in near)


def _could_be(match: Match, kind: ValueKind) -> bool:
    if kind in _WORDS:
        return bool(match.samples)
    return any(_BEGINS_AS_FIGURE.match(sample) for sample in match.samples)


def _missing(page: PageContext, table: TableReading, names: Mapping[str, str], chosen: Iterable[str]) -> None:
    lacking = [names.get(field, field) for field in table.missing if field not in set(chosen)]
    if lacking:
        st.error(page.t("upload.missing", fields=tuple(lacking)), icon=":material/block:")


def _choices(
    page: PageContext, table: TableReading, asked: Sequence[Match], names: Mapping[str, str], now: Mapping[str, str]
) -> None:
    if not asked:
        return
    held = {match.field: match.letter for match in table.matches if match.field and match.how not in _ACROSS}
    grid = st.grid(min_column_width=240)
    for match in asked:
        fields = {
            field: name
            if held.get(field, match.letter) == match.letter
            else page.t("upload.columns.held", field=name, letter=held[field])
            for field, name in names.items()
        }
        key = f"m|{table.key}|{match.letter}"
        # The draft says what is chosen: taking a field for one column frees the column that had it.
        st.session_state[key] = now[match.letter]
        with grid.cell():
            field_choice(
                page,
                f"{match.letter} · {match.header}",
                fields,
                first=[*(name for name, _ in match.rivals), *table.missing],
                key=key,
                on_change=_choose,
                args=(table, match, key),
            )
            st.caption(literal(_about(page, match, names, now[match.letter])))


def _choose(table: TableReading, match: Match, key: str) -> None:
    drafts.current().choose(table, match, st.session_state[key])


def _about(page: PageContext, match: Match, names: Mapping[str, str], now: str) -> str:
    """Samples, why it was read so, and what else it could be."""
    parts = [page.t("upload.columns.samples", values=" | ".join(match.samples))] if match.samples else []
    if match.distinct:
        parts.append(page.t("upload.columns.distinct", count=count_text(match.distinct, page.locale)))
    if match.blanks:
        parts.append(page.t("upload.columns.blanks", count=count_text(match.blanks, page.locale)))
    if now != (match.field or ""):
        parts.append(page.t("upload.how.chosen"))
    elif match.field or match.how:
        sure = (
            ""
            if match.how in _SETTLED or match.confidence >= _SURE
            else f" {bare_percent(match.confidence, page.locale)}%"
        )
        parts.append(page.t(f"upload.how.{match.how}") + sure)
    if match.unit:
        parts.append(match.unit)
    if match.rivals:
        others = ", ".join(names.get(name, name) for name, _ in match.rivals[:3])
        parts.append(page.t("upload.rivals", names=others))
    return " · ".join(parts)


def _folded(page: PageContext, folded: Sequence[Match], names: Mapping[str, str]) -> None:
    """`A 日期`, `F 应收金额 → 金额 · 万元`, months across in one; then those not used."""
    months = [match for match in folded if match.how == "month"]
    parts = [_line(m, m.letter, m.header, names) for m in folded if m.field and m.how != "month"]
    if months:
        first, last = months[0], months[-1]
        parts.append(_line(first, f"{first.letter}–{last.letter}", f"{first.header} … {last.header}", names))
    if parts:
        st.markdown(" ".join(f":gray-badge[{literal(text)}]" for text in parts))
    unused = [f"{match.letter} {match.header}" for match in folded if match.field is None]
    if unused:
        st.caption(literal(page.t("upload.columns.unused", columns=tuple(unused))))


def _line(match: Match, letters: str, header: str, names: Mapping[str, str]) -> str:
    field = names.get(match.field or "", header)
    unit = f" · {match.unit}" if match.unit else ""
    return f"{letters} {header}{unit}" if field == header else f"{letters} {header} → {field}{unit}"


def _every_key(table: TableReading) -> str:
    return f"every|{table.key}"
