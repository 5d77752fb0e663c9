"""Accounts from a spreadsheet: a line a person, with role and rows. What would change is shown before anything does."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from sales_core.access.accounts import LONGEST_NAME, Account, Accounts
from sales_core.catalogue.metric import Dimension
from sales_core.i18n import locales, t
from sales_core.kernel.errors import RefusedError
from sales_core.kernel.problems import Severity
from sales_core.kernel.rights import demand
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Right, Role, Scope, Text, Viewer

#: (place in the file, text) of a cell.
PlacedText = tuple[str, str]
#: The codes of a dimension with their names; nothing while no data are loaded.
KnownValues = Callable[[str], Mapping[str, str]]
LineChange = Literal["added", "changed", "same"]
_MOST_PEOPLE = 5_000
_BETWEEN = re.compile(r"[,;|，；、\n]")
_NAME_HEADERS, _ROLE_HEADERS = ("name", "account"), ("role",)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the file, and what he is now; `before` None = new."""

    place: str
    name: str
    role: Role
    scope: Scope
    before: Account | None

    @property
    def change(self) -> LineChange:
        """What the line does."""
        if self.before is None:
            return "added"
        return "same" if (self.before.role, self.before.scope) == (self.role, self.scope) else "changed"


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that keeps the file from being taken, and why."""

    place: str
    why: Text


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What a file would do. With a refused cell it does nothing."""

    lines: tuple[PersonLine, ...]
    refused: tuple[RefusedCell, ...]


class PeopleImport:
    """Plans and carries out a file of people. Accounts that the file does not name stay as they are."""

    def __init__(
        self, accounts: Accounts, limits: Limits, dimensions: Mapping[str, Dimension], known_values: KnownValues
    ) -> None:
        self._accounts = accounts
        self._limits = limits
        self._dimensions = dimensions
        self._known_values = known_values

    def plan(self, path: Path, file: str, viewer: Viewer) -> PeoplePlan:
        """What the file would do. Raises NotAllowedError, RefusedError for a file that cannot be read."""
        demand(viewer, Right.MANAGE_USERS)
        from sales_core.formats.sandbox.worker import run_in_worker

        request = (path, file, self._limits)
        rows = cast(
            "list[list[PlacedText]]", run_in_worker(f"{__name__}.read_cells", request, limits=self._limits, file=file)
        )
        return self.plan_rows(rows)

    def plan_rows(self, rows: Sequence[Sequence[PlacedText]]) -> PeoplePlan:
        """What these lines would do, the first being the header."""
        if not rows:
            return PeoplePlan((), (RefusedCell("", Text("people_import.empty")),))
        columns, refused = self._columns(rows[0])
        if refused:
            return PeoplePlan((), tuple(refused))
        people = {one.name: one for one in self._accounts.list()}
        lines: dict[str, PersonLine] = {}
        for row in rows[1 : _MOST_PEOPLE + 1]:
            if not any(text for _, text in row):
                continue
            found = self._line(row, columns, people)
            if isinstance(found, PersonLine) and found.name in lines:
                found = RefusedCell(found.place, Text("people_import.twice", {"name": found.name}))
            if isinstance(found, RefusedCell):
                refused.append(found)
            else:
                lines[found.name] = found
        if len(rows) > _MOST_PEOPLE + 1:
            refused.append(
                RefusedCell(rows[_MOST_PEOPLE + 1][0][0], Text("people_import.many", {"most": _MOST_PEOPLE}))
            )
        refused += _without_administrator(lines, people)
        return PeoplePlan(tuple(lines.values()), tuple(refused))

    def apply(self, plan: PeoplePlan, viewer: Viewer) -> dict[str, str]:
        """Carries a plan out; the secrets of one-time links of the new people, by name.

        Raises NotAllowedError, and RefusedError when a cell is refused: nothing is changed then.
        """
        demand(viewer, Right.MANAGE_USERS)
        if plan.refused:
            first = plan.refused[0]
            facts = {"count": len(plan.refused), "place": first.place, "why": first.why}
            raise RefusedError(Text("people_import.refused", facts))
        links = {}
        # Administrators first: one has to be there before another stops being one.
        for line in sorted(plan.lines, key=lambda one: one.role is not Role.ADMIN):
            if line.change == "added":
                self._accounts.add(line.name, line.role, line.scope, by=viewer.name)
                links[line.name] = self._accounts.link_for(line.name, by=viewer.name)
            elif line.change == "changed":
                self._accounts.set_role(line.name, line.role, line.scope, by=viewer.name)
        return links

    def _columns(self, header: Sequence[PlacedText]) -> tuple[dict[int, str], list[RefusedCell]]:
        """What each column is: `name`, `role`, or a dimension."""
        known = dict.fromkeys(_words("people.name", _NAME_HEADERS), "name")
        known |= dict.fromkeys(_words("people.role", _ROLE_HEADERS), "role")
        for dimension in self._dimensions.values():
            if not dimension.is_time:
                known |= dict.fromkeys(_words(dimension.label.key, (dimension.id,)), dimension.id)
        columns: dict[int, str] = {}
        refused: list[RefusedCell] = []
        for at, (place, text) in enumerate(header):
            meaning = known.get(_plain(text), "")
            if text.strip() and (not meaning or meaning in columns.values()):
                near = difflib.get_close_matches(_plain(text), known, n=3, cutoff=0.4)
                refused.append(RefusedCell(place, _near(Text("people_import.header", {"header": text}), near)))
            elif meaning:
                columns[at] = meaning
        for needed in ("name", "role"):
            if needed not in columns.values():
                why = Text("people_import.no_column", {"column": Text(f"people.{needed}")})
                refused.append(RefusedCell(header[0][0], why))
        return columns, refused

    def _line(
        self, row: Sequence[PlacedText], columns: Mapping[int, str], people: Mapping[str, Account]
    ) -> PersonLine | RefusedCell:
        cells = {meaning: row[at] for at, meaning in columns.items() if at < len(row)}
        place, name = cells["name"][0], cells["name"][1].strip()
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            return RefusedCell(place, Text("error.account_name", {"most": LONGEST_NAME}))
        role_place, role_text = cells.get("role", (place, ""))
        role = _role(role_text)
        if role is None:
            names = tuple(one.value for one in Role)
            return RefusedCell(role_place, Text("people_import.role", {"role": role_text, "roles": names}))
        allowed = {}
        for dimension, (cell, text) in cells.items():
            if dimension in {"name", "role"} or not text.strip():
                continue
            codes = self._codes(dimension, text)
            if isinstance(codes, Text):
                return RefusedCell(cell, codes)
            allowed[dimension] = codes
        return PersonLine(place, name, role, Scope.of(allowed), people.get(name))

    def _codes(self, dimension: str, text: str) -> tuple[str, ...] | Text:
        """The codes that a cell names, by code or name; the refusal when one is neither."""
        known = self._known_values(dimension)
        by_name = {name: code for code, name in known.items()}
        found = []
        for value in filter(None, map(str.strip, _BETWEEN.split(text))):
            if known and value not in known and value not in by_name:
                near = difflib.get_close_matches(value, [*known, *by_name], n=3, cutoff=0.4)
                return _near(Text("people_import.value", {"value": value}), near)
            found.append(value if value in known or not known else by_name[value])
        return tuple(dict.fromkeys(found))


def read_cells(request: tuple[Path, str, Limits], _progress: object) -> list[list[PlacedText]]:
    """Runs inside the worker process: the cells of the first sheet. Raises RefusedError."""
    from sales_core.formats.read import read_sheets

    path, file, limits = request
    _, sheets, problems = read_sheets(path, name=file, limits=limits)
    errors = [one for one in problems if one.severity is Severity.ERROR]
    if errors or not sheets:
        raise RefusedError(Text("people_import.unreadable", {"file": file}), errors)
    sheet = sheets[0]
    columns = [column.to_pylist() for column in sheet.cells.columns]
    return [
        [(sheet.address(at, number), str(column[at] or "")) for number, column in enumerate(columns)]
        for at in range(min(sheet.cells.num_rows, _MOST_PEOPLE + 2))
    ]


def _without_administrator(lines: Mapping[str, PersonLine], people: Mapping[str, Account]) -> list[RefusedCell]:
    """The first line that would leave nobody to administer, when there is somebody now."""
    administer = {name for name, one in people.items() if one.role is Role.ADMIN and not one.disabled}
    if not administer:
        return []
    stays = {name for name in administer if name not in lines or lines[name].role is Role.ADMIN}
    new = {name for name, one in lines.items() if one.role is Role.ADMIN and one.before is None}
    if stays or new:
        return []
    first = next(line for name, line in lines.items() if name in administer)
    return [RefusedCell(first.place, Text("error.last_admin"))]


def _role(text: str) -> Role | None:
    """The role by its id or its name in any language."""
    words = {word: role for role in Role for word in _words(f"shell.role_{role.value}", (role.value,))}
    return words.get(_plain(text))


def _words(key: str, more: Sequence[str]) -> tuple[str, ...]:
    return (*(_plain(t(key, locale)) for locale in locales()), *map(_plain, more))


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", "", text).casefold()


def _near(text: Text, names: Sequence[str]) -> Text:
    return Text("error.near", {"text": text, "names": tuple(names)}) if names else text
