"""What a thing is that rows mention: its code and name columns, its master, its attributes. Pure declarations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sales_core.kernel.terms import Text


@dataclass(frozen=True, slots=True)
class EntityAttribute:
    """One attribute of an entity. `column`: the master's column when it is not called `id`."""

    id: str
    column: str = ""
    is_dated: bool = False
    """Whether it is valid from a day to a day; one entity has several rows in the master then."""
    is_expected: bool = False
    """Whether each has one: who lacks it is listed as lacking data."""

    @property
    def source(self) -> str:
        """The master's column."""
        return self.column or self.id


@dataclass(frozen=True, slots=True)
class Validity:
    """From when to when a row of a master holds.

    `starts`: columns of which the first that is filled is the first day. `ends`: the column of the last day; where it
    is empty the row holds until the day before the next row of the same entity.
    """

    starts: tuple[str, ...]
    ends: str


@dataclass(frozen=True, slots=True)
class EntityProfile:
    """What one of a kind is looked at by.

    `figures`: metrics; the first is the one whose months and parts are shown. `split`: the dimension that it is split
    by at first. `lists`: lists with rows about it, in the order in which they are offered.
    """

    figures: tuple[str, ...]
    split: str
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of thing.

    `code` and `name` are its columns in every table that has resolved it; `master` is the dataset that defines it and
    `table` the table of the snapshot with one row for every code that occurs. `kind_of`: another entity whose codes,
    master and table it shares (an outlet is a customer).
    """

    id: str
    code: str
    name: str
    order: int = 1000
    master: str = ""
    table: str = ""
    kind_of: str = ""
    parent: str = ""
    """The entity that an attribute of the same name puts it below: a rep belongs to a branch."""
    attributes: tuple[EntityAttribute, ...] = ()
    validity: Validity | None = None
    history_table: str = ""
    """The table of the snapshot with one row for each validity, of dated attributes."""
    is_priced: bool = False
    """Whether prices and unit costs on a row are of it."""
    accepts_manual_rows: bool = False
    """Whether people may add one by typing its code and name."""
    words: tuple[str, ...] = ()
    """Words that mean this kind of thing, where a row says which kind it is about; one of each language."""
    unknown_problem: str = ""
    """The problem of a code in facts that the master does not have; '' = none."""
    unknown_problem_in_masters: str = ""
    """The same for a code in another master."""
    profile: EntityProfile | None = None
    """None = it has no page of its own."""

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(f"entity.{self.id}.label")

    @property
    def resolved_as(self) -> str:
        """The id of the entity whose codes it has."""
        return self.kind_of or self.id


def entity_choices(entities: Iterable[Entity]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a column that names a kind of thing may hold: entities with codes of their own, each with its words."""
    return tuple((one.id, one.words) for one in entities if not one.kind_of)
