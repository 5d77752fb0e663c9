"""What the user has decided about the files on the table, until they are read again with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from sales_core.api import CELL_EDIT, LEAVE_OUT_ROWS, SKIP, Answers, Match, TableReading

_KEY = "upload_draft"


@dataclass(slots=True)
class Draft:
    """Decisions by table key, as in `Answers`; `changed` since the last reading."""

    datasets: dict[str, str] = field(default_factory=dict)
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    header_rows: dict[str, int] = field(default_factory=dict)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)
    changed: bool = False
    at_once: bool = False
    """Whether the files are to be read again with it now, without another word."""

    def answer(self, key: str, question: str, value: str, *, at_once: bool = False) -> None:
        """Notes one answer; `at_once`: the preview follows now."""
        if self.answers.get(key, {}).get(question) != value:
            self.answers.setdefault(key, {})[question] = value
            self.changed = True
            self.at_once |= at_once

    def correct(self, table: TableReading, cells: Mapping[str, str | None], rows: Iterable[int]) -> None:
        """Notes what was typed in place of wrong cells (None: nothing), and the sheet rows that are left out."""
        before = dict(self.answers.get(table.key, {}))
        given = {id_: text for id_, text in before.items() if id_.removeprefix(CELL_EDIT) not in cells}
        given |= {f"{CELL_EDIT}{cell}": text for cell, text in cells.items() if text is not None}
        left_out = [table.edits.get(LEAVE_OUT_ROWS, ""), *map(str, sorted(set(rows)))]
        given |= {LEAVE_OUT_ROWS: ", ".join(filter(None, left_out))}
        given = {id_: text for id_, text in given.items() if text or id_ != LEAVE_OUT_ROWS}
        if given != before:
            self.answers[table.key] = given
            self.changed = True

    def dataset(self, key: str, value: str) -> None:
        """Notes which dataset a table is, or `skip`; the preview follows at once."""
        if self.datasets.get(key) != value:
            self.datasets[key] = value
            self.mappings.pop(key, None)
            self.changed = self.at_once = True

    def leave_out(self, key: str) -> None:
        """Leaves a table or a file out."""
        self.dataset(key, SKIP)

    def take_back(self, key: str) -> None:
        """Reads a table or a file that was left out after all."""
        for one in (key, key.rstrip("!"), f"{key}!"):
            if self.datasets.get(one) == SKIP:
                del self.datasets[one]
            if self.answers.get(one, {}).get("dataset") == SKIP:
                del self.answers[one]["dataset"]
        self.changed = self.at_once = True

    def settle(self) -> None:
        """The files were read with it."""
        self.changed = self.at_once = False

    def header_row(self, key: str, row: int) -> None:
        """Notes the sheet row of the header; the preview follows at once."""
        if self.header_rows.get(key) != row:
            self.header_rows[key] = row
            self.mappings.pop(key, None)
            self.changed = self.at_once = True

    def field(self, key: str, match: Match) -> str:
        """The field of a column by now: as decided, else as read; empty = ignored."""
        return self.mappings.get(key, {}).get(match.header, match.field or "")

    def choose(self, table: TableReading, match: Match, field: str) -> None:
        """Notes which field a column is; empty = ignored. The column that was this field so far is ignored."""
        if field == self.field(table.key, match):
            return
        holders = [m for m in table.matches if field and m.how != "month" and self.field(table.key, m) == field]
        chosen = self.mappings.setdefault(table.key, {})
        chosen.update({holder.header: "" for holder in holders})
        chosen[match.header] = field
        self.changed = True

    def as_answers(self) -> Answers:
        """For the next reading."""
        return Answers(dict(self.datasets), dict(self.mappings), dict(self.header_rows), dict(self.answers))


def current() -> Draft:
    """The session's draft."""
    found: Draft = st.session_state.setdefault(_KEY, Draft())
    return found


def resume(answers: Answers) -> None:
    """Goes on from what was decided when a plan was made."""
    st.session_state[_KEY] = Draft(
        dict(answers.datasets),
        {key: dict(columns) for key, columns in answers.mappings.items()},
        dict(answers.header_rows),
        {key: dict(given) for key, given in answers.answers.items()},
    )


def forget() -> None:
    """Starts over."""
    st.session_state[_KEY] = Draft()
