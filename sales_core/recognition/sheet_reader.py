"""The tables of the sheets of one file: each sheet by itself, then those again that others complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sales_core.catalogue.catalogue import Catalogue
from sales_core.catalogue.other_kind import OtherKind
from sales_core.formats.cells import RawSheet
from sales_core.kernel.problems import Severity
from sales_core.kernel.settings import Limits
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.context import Context, read_context
from sales_core.recognition.continued_sheets import Layout, continued_header, layout_of
from sales_core.recognition.document_heads import document_heads, leave_out_heads, may_be_lines
from sales_core.recognition.draft import Draft
from sales_core.recognition.grid import Grid
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.month_columns import find_month_layout
from sales_core.recognition.other_kinds import other_kind
from sales_core.recognition.plain_header import bare_header, begins_with_data, table_header
from sales_core.recognition.reading import SKIP, Answers, ProgressCallback, ReferenceData, TableReading
from sales_core.recognition.returned_documents import list_returns, names_returned, returned_documents, used_returns
from sales_core.recognition.table import close_table, fill_table, open_table, signature_of, tables_of
from sales_core.recognition.unread import CHOSEN, UNKNOWN, of_other_kind, omitted_table, skipped_before


def is_confirmed(table: TableReading, catalogue: Catalogue) -> bool:
    """Whether a column settles which dataset the table is, where the dataset says what does."""
    settling = catalogue.dataset(table.dataset).confirmed_by if table.dataset else ()
    return bool(settling) and any(match.field in settling for match in table.matches)


@dataclass(slots=True)
class SheetReader:
    """Reads the sheets of one file in their order. `out`: the folder for rows files."""

    vocabulary: Vocabulary
    reference: ReferenceData
    answers: Answers
    limits: Limits
    out: Path
    _layouts: dict[str, Layout] = field(default_factory=dict)
    """Sheet → the header and shapes of its only table, for a sheet that goes on without a header."""
    _written: int = 0

    def read(self, sheet: RawSheet, progress: ProgressCallback) -> list[TableReading]:
        """Tables of one sheet, with those that are left out; nothing for an empty sheet."""
        return self._read(sheet, self.reference, progress)

    def joined(
        self, sheets: Sequence[RawSheet], tables: Sequence[TableReading], progress: ProgressCallback
    ) -> list[TableReading]:
        """The tables, those read again that hold lines of documents which other tables list, as sold or as returned."""
        catalogue = self.vocabulary.catalogue
        heads = (*self.reference.documents, *document_heads(tables, catalogue))
        lists = (*self.reference.returned, *returned_documents(tables))
        found: list[TableReading] = []
        for sheet in sheets:
            mine = [one for one in tables if one.sheet == sheet.name]
            keys = {table.key for table in mine}
            others = tuple(one for one in heads if one.key not in keys)
            more = self.reference
            if any(may_be_lines(one, others, catalogue) for one in mine):
                more = replace(more, documents=others)
            if any(names_returned(one, lists, catalogue) for one in mine):
                more = replace(more, returned=lists)
            beside = frozenset(
                one.dataset for one in tables if one.sheet != sheet.name and is_confirmed(one, catalogue)
            )
            if any(one.dataset in beside and not is_confirmed(one, catalogue) for one in mine):
                more = replace(more, confirmed=frozenset(filter(None, beside)))
            found += self._read(sheet, more, progress) if more != self.reference else mine
        return used_returns(leave_out_heads(found, found), found)

    def _read(self, sheet: RawSheet, reference: ReferenceData, progress: ProgressCallback) -> list[TableReading]:
        grid, first = Grid(sheet), f"{sheet.file}!{sheet.name}"
        tables: list[TableReading] = []
        start, key, count = 0, first, 1
        while True:
            if self.answers.dataset(key) == SKIP:
                return [*tables, self._skipped(key, grid, start)]
            block, previous = self._header(grid, key, start)
            if self._was_skipped(key, grid, block):
                return [*tables, skipped_before(key, grid, block or bare_header(grid))]
            draft = None
            if block is not None:
                context = read_context(sheet.file, sheet.name, block.titles)
                if kind := self._other_kind(key, grid, block, context):
                    return [*tables, self._of_other_kind(of_other_kind(key, grid, block, kind), grid, block, kind)]
                draft = open_table(
                    key,
                    grid,
                    block,
                    context=context,
                    vocabulary=self.vocabulary,
                    reference=reference,
                    answers=self.answers,
                    limits=self.limits,
                    progress=progress,
                )
            if draft is None or block is None:
                return tables if tables or not grid.height else [omitted_table(key, grid, block, UNKNOWN)]
            if previous:
                draft.report("W_SHEET_CONTINUES", Severity.WARNING, place=draft.place(), value=previous)
            more = fill_table(draft)
            tables += self._closed(draft)
            if not more or draft.body.second_table is None:
                if key == first:
                    self._layouts[sheet.name] = layout_of(grid, block)
                return tables
            count += 1
            start, key = draft.body.second_table, f"{first}#{count}"

    def _closed(self, draft: Draft) -> list[TableReading]:
        """The table as it was read, and the other dataset that it holds as well unless somebody leaves that out."""
        tables = []
        for one in tables_of(draft):
            if self.answers.datasets.get(one.key) == SKIP:
                tables.append(omitted_table(one.key, draft.grid, None, CHOSEN))
            else:
                tables.append(close_table(one, self.out, self._written))
            self._written += 1
        return tables

    def _skipped(self, key: str, grid: Grid, start: int) -> TableReading:
        """The table as it is left out; with its layout where that is the answer to what it is, so that it is kept."""
        if self.answers.answer(key, "dataset") != SKIP or not grid.height:
            return omitted_table(key, grid, None, CHOSEN)
        block = self._header(grid, key, start)[0] or bare_header(grid)
        signature = signature_of(block)
        if signature in self.reference.remembered:
            return omitted_table(key, grid, None, CHOSEN)
        return replace(omitted_table(key, grid, block, CHOSEN), signature=signature)

    def _was_skipped(self, key: str, grid: Grid, block: HeaderBlock | None) -> bool:
        """Whether it was answered before that tables of the layout are not read, and nobody says otherwise now."""
        if not self.reference.skipped or not grid.height or self.answers.dataset(key):
            return False
        return signature_of(block or bare_header(grid)) in self.reference.skipped

    def _of_other_kind(self, table: TableReading, grid: Grid, block: HeaderBlock, kind: OtherKind) -> TableReading:
        """The table as it is left out; a list of returned documents keeps their numbers."""
        if not kind.lists_returns:
            return table
        self._written += 1
        return list_returns(table, grid, block, kind, self.out / f"returned-{self._written}.arrow")

    def _header(self, grid: Grid, key: str, start: int) -> tuple[HeaderBlock | None, str]:
        """The header, and the sheet that it was taken from where the sheet goes on with another's rows."""
        chosen = self.answers.header_row(key)
        block = table_header(grid, self.vocabulary, chosen, start=start) if grid.height else None
        if start or chosen is not None or (block is not None and block.hits):
            return block, ""
        for name, layout in reversed(self._layouts.items()):
            if name != grid.sheet.name and (continued := continued_header(grid, layout)):
                return continued, name
        if grid.height and begins_with_data(grid) and signature_of(bare_header(grid)) in self.reference.remembered:
            return bare_header(grid), ""
        return block, ""

    def _other_kind(self, key: str, grid: Grid, block: HeaderBlock, context: Context) -> OtherKind | None:
        """The kind that no dataset holds, unless somebody has said what the table is."""
        if self.answers.dataset(key) or signature_of(block) in self.reference.remembered:
            return None
        shapes = column_shapes(grid, block.body_start)
        layout = find_month_layout(grid, block, shapes, self.vocabulary, context.words)
        return other_kind(self.vocabulary.catalogue, block.parts, context.words, months_across=layout is not None)
