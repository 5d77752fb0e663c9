"""One table of one sheet, from its header to its rows file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ValueKind
from sales_core.kernel.problems import Problem, Severity
from sales_core.kernel.settings import Limits
from sales_core.kernel.terms import Period, Text
from sales_core.recognition.as_of_day import settle_as_of_day
from sales_core.recognition.bad_rows import settle_bad_rows
from sales_core.recognition.cell_edits import edit_cells, tell_edits
from sales_core.recognition.checks import run_checks
from sales_core.recognition.checks.required import check_required
from sales_core.recognition.column_types import column_shapes
from sales_core.recognition.companion import find_companion, settle_companion
from sales_core.recognition.context import Context
from sales_core.recognition.currency import settle_currency
from sales_core.recognition.data_region import read_body
from sales_core.recognition.dataset_question import ask_dataset, repeats_key
from sales_core.recognition.date_columns import ask_date_column, complete_days
from sales_core.recognition.derived_amounts import (
    check_tax_basis,
    derive_amounts,
    is_priced,
    settle_alternate_key,
)
from sales_core.recognition.document_join import join_documents, lines_dataset, settle_document_sums
from sales_core.recognition.document_lines import settle_document_lines
from sales_core.recognition.document_status import settle_status
from sales_core.recognition.draft import Draft
from sales_core.recognition.exchanged_columns import settle_exchanged_columns
from sales_core.recognition.grid import Grid
from sales_core.recognition.grouped import Grouped, carry_headings
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.invoice_sums import settle_invoice_sums, settle_totals_of_rivals
from sales_core.recognition.leading_zeros import settle_leading_zeros
from sales_core.recognition.like_columns import ask_like_dates, ask_price_as_amount, settle_like_amounts
from sales_core.recognition.mapping import column_names, map_columns, signature_words
from sales_core.recognition.master_words import with_master_words
from sales_core.recognition.missing_dates import ask_pivoted_dataset, ask_unnamed_dimension, month_days, supply_period
from sales_core.recognition.money_factor import stated_unit_of
from sales_core.recognition.month_columns import find_month_layout
from sales_core.recognition.names_in_codes import settle_names_in_codes
from sales_core.recognition.near_names import join_names
from sales_core.recognition.net_amounts import settle_balance, settle_returns
from sales_core.recognition.reading import Answers, Match, ProgressCallback, Question, ReferenceData, TableReading
from sales_core.recognition.recognise import Recognised, missing_columns, recognise, sold_as_well
from sales_core.recognition.returned_documents import settle_returned_documents
from sales_core.recognition.rows import partitions_of, rows_table, write_rows
from sales_core.recognition.structure import ask_doubtful_columns, ask_second_table, check_structure
from sales_core.recognition.surrogate_keys import number_rows
from sales_core.recognition.table_options import table_options
from sales_core.recognition.target_measures import (
    find_measures_beside,
    settle_measure,
    stack_measures,
)
from sales_core.recognition.target_spans import find_year_parts, spread_spans
from sales_core.recognition.totals import tie_out
from sales_core.recognition.unread import preview
from sales_core.recognition.values import pick, read_month_values, read_values, unpivot
from sales_core.recognition.wrong_cells import wrong_cells, wrong_values

LEFT_OUT = 1_000
#: Columns named of a group of which any one will do.
_NAMED = 4
#: Rows of the body that are looked through for a column's samples.
_SAMPLED = 200
#: Cells of a column that are looked at before it is decided whether to count its different texts.
_COUNTED = 100_000


def signature_of(block: HeaderBlock) -> str:
    """Hash of the normalised header, or of what the columns hold where there is none; the same next month."""
    text = "\x1f".join(signature_words(block.headers) or block.shapes)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def open_table(
    key: str,
    grid: Grid,
    block: HeaderBlock,
    *,
    context: Context,
    vocabulary: Vocabulary,
    reference: ReferenceData,
    answers: Answers,
    limits: Limits,
    progress: ProgressCallback,
) -> Draft | None:
    """The table with its dataset and columns decided; None when it fits no dataset."""
    before = reference.remembered.get(signature_of(block))
    edits = edit_cells(grid, block, key, answers, before[2] if before else None)
    grid = edits.grid
    if grouped := carry_headings(grid, block, vocabulary, context):
        grid, block = grouped.grid, grouped.block
    signature = signature_of(block)
    remembered = reference.remembered.get(signature)
    shapes, letters = column_shapes(grid, block.body_start), [grid.letter(c) for c in range(grid.width)]
    wide = find_month_layout(grid, block, shapes, vocabulary, context.words)
    chosen = answers.mapping(key)
    forced = answers.dataset(key) or (remembered[0] if remembered else None)

    def recognised(forced: str | None) -> Recognised | None:
        return recognise(
            block.headers,
            shapes,
            letters,
            vocabulary=vocabulary,
            context=context,
            wide=wide,
            chosen=chosen,
            repeats=lambda columns: repeats_key(grid, block.body_start, columns),
            forced=forced,
        )

    found = recognised(forced)
    documents = reference.documents if not forced else ()
    if lines := lines_dataset(grid, block, shapes, vocabulary, documents=documents, chosen=chosen):
        found = sold_as_well(found, recognised(lines))
    if found is None:
        return None
    wide = wide if found.dataset.month_columns else None
    columns = map_columns(
        found.dataset, vocabulary, block.headers, shapes, letters=letters, skip=wide.columns if wide else frozenset(),
        chosen=chosen, remembered=remembered[1] if remembered and remembered[0] == found.dataset.id else None,
    )  # fmt: skip
    if forced and (lacking := missing_columns(found.dataset, columns, wide=wide is not None, is_chosen=True)):
        columns = with_master_words(columns, vocabulary, block.headers, shapes, letters=letters, lacking=lacking)
    body = read_body(grid, block, vocabulary, wide=wide is not None)
    draft = Draft(
        key, grid, block, context, found.dataset, columns, wide, body, vocabulary, reference, answers, limits,
        signature=signature, is_chosen=forced is not None, progress=progress,
    )  # fmt: skip
    tell_edits(draft, edits)
    if grouped:
        _leave_out_headings(draft, grouped)
    ask_dataset(draft, found)
    return draft


def _leave_out_headings(draft: Draft, grouped: Grouped) -> None:
    """Headings are no rows; refused where nothing says what they name."""
    body = draft.body
    inside = np.isin(body.rows, grouped.headings)
    body.left_out += [(int(row), "heading") for row in body.rows[inside]]
    body.rows = body.rows[~inside]
    if not grouped.is_clear:
        row = draft.grid.number(int(grouped.headings[0]))
        value = next((text for text in draft.grid.row(int(grouped.headings[0])) if text.strip()), "")
        draft.report("E_GROUPED", Severity.ERROR, place=draft.place(f"row {row}"), value=value)
    else:
        draft.report("N_HEADINGS", Severity.NOTE, place=draft.place(), count=len(grouped.headings))


def fill_table(draft: Draft) -> bool:
    """Reads, completes and checks the rows. Returns whether a second table below is wanted."""
    more = ask_second_table(draft)
    ask_doubtful_columns(draft)
    if draft.wide is not None:
        ask_pivoted_dataset(draft)
        ask_unnamed_dimension(draft)
    ask_date_column(draft)
    ask_like_dates(draft)
    measures = find_measures_beside(draft)
    find_year_parts(draft)
    companion = find_companion(draft)
    ask_price_as_amount(draft)
    check_structure(draft)
    lacking = _lacking(draft)
    if lacking and not draft.waits:
        _tell_missing(draft, lacking)
    if not len(draft.body.rows):
        draft.report("E_NO_ROWS", Severity.ERROR, place=draft.place())
        return more
    read_values(draft)
    settle_totals_of_rivals(draft)
    settle_like_amounts(draft)
    settle_names_in_codes(draft)
    join_names(draft)
    join_documents(draft)
    if draft.wide is not None and not _unpivot(draft):
        return more
    stack_measures(draft, measures)
    settle_measure(draft)
    spread_spans(draft)
    if draft.wide is None:
        tie_out(draft)
    settle_exchanged_columns(draft)
    complete_days(draft)
    settle_document_lines(draft)
    settle_invoice_sums(draft)
    settle_balance(draft)
    settle_leading_zeros(draft)
    supply_period(draft)
    settle_companion(draft, companion)
    _complete(draft)
    if draft.companion is not None:
        _complete_companion(draft, draft.companion)
    return more


def _complete(draft: Draft) -> None:
    """What is settled and checked once every row has its day."""
    check_required(draft)
    if is_priced(draft.dataset):
        derive_amounts(draft)
        settle_document_sums(draft)
        check_tax_basis(draft)
    settle_returns(draft)
    settle_status(draft)
    settle_returned_documents(draft)
    settle_alternate_key(draft)
    settle_currency(draft)
    if not draft.waits:
        number_rows(draft)
        settle_as_of_day(draft)
        run_checks(draft)
        settle_bad_rows(draft)
    if not draft.height and not draft.has_errors:
        draft.report("E_NO_ROWS", Severity.ERROR, place=draft.place())


def _complete_companion(draft: Draft, other: Draft) -> None:
    """The other dataset's rows, once nothing is open about the table; what is wrong in what both share is told once."""
    if draft.waits:
        draft.companion, draft.is_replaced = None, False
        return
    _complete(other)
    if not draft.is_replaced:
        return
    own = {draft.header(column) for column, f in draft.columns.found.items() if f.field in draft.dataset.measures}
    listed = {(one.code, one.facts.get("column")) for one in other.problems}
    shared = (one for one in draft.problems if one.facts.get("column") not in own)
    other.problems += [one for one in shared if (one.code, one.facts.get("column")) not in listed]
    other.questions = [*draft.questions, *other.questions]
    other.options += [one for one in draft.options if one.id not in {each.id for each in other.options}]


def _unpivot(draft: Draft) -> bool:
    values, days = read_month_values(draft), month_days(draft)
    tie_out(draft, values)
    if days is None or draft.wide is None:
        return False
    unpivot(draft, values, days, {m.column: m.measure for m in draft.wide.months if m.measure})
    return True


def _tell_missing(draft: Draft, lacking: tuple[str, ...]) -> None:
    row = draft.grid.number(draft.block.rows[-1])
    missing = ", ".join(" | ".join(label.everywhere() for label in _any_of(draft, name)) for name in lacking)
    draft.report("E_MISSING_COLUMN", Severity.ERROR, place=draft.place(f"row {row}"), facts={"missing": missing})


def _any_of(draft: Draft, name: str) -> list[Text]:
    """What a missing column is called; of a group of which any one will do the first few."""
    group = next((one for one in draft.dataset.any_of if one[0] == name), (name,))
    names = group if not draft.dataset.column(name).required else (name,)
    return [draft.dataset.column(one).label for one in names][:_NAMED]


def close_table(draft: Draft, out: Path, number: int) -> TableReading:
    """The reading; the rows file is written when nothing stops the load and no answer is missing."""
    reading = describe_table(draft)
    if draft.has_errors or draft.waits or not draft.height:
        return reading
    table = rows_table(draft)
    path = out / f"rows-{number}.arrow"
    write_rows(table, path)
    sums = {m: draft.total(m) for m in draft.dataset.measures if m in draft.fields}
    return replace(reading, rows=table.num_rows, sums=sums, partitions=partitions_of(table), rows_file=path)


def tables_of(draft: Draft) -> tuple[Draft, ...]:
    """The tables that a filled one gives: itself, with its companion or with that in its place."""
    if draft.companion is None:
        return (draft,)
    return (draft.companion,) if draft.is_replaced else (draft, draft.companion)


def describe_table(draft: Draft) -> TableReading:
    """How the table was understood, without its rows."""
    header_rows = tuple(draft.grid.number(r) for r in draft.block.rows)
    left_out = sorted((draft.grid.number(r), why) for r, why in draft.body.left_out)[:LEFT_OUT]
    return TableReading(
        key=draft.key, file=draft.grid.sheet.file, sheet=draft.grid.sheet.name, dataset=draft.dataset.id,
        header_rows=header_rows, signature=draft.signature, matches=_matches(draft),
        missing=_missing(draft),
        unit=draft.context.unit, layout="months across" if draft.wide else "long", period=_period(draft),
        rows=draft.height, left_out=tuple(left_out), tie_outs=tuple(draft.tie_outs),
        problems=_sorted(draft.problems), questions=_questions(draft), risks=tuple(draft.risks),
        options=table_options(draft), preview=preview(draft.grid),
        tax_basis=draft.tax_basis, wrong_cells=wrong_cells(draft), wrong_values=wrong_values(draft),
        edits=dict(draft.edits), near_masters=dict(draft.near_masters), new_masters=dict(draft.new_masters),
        added_masters=dict(draft.added_masters),
        as_of=draft.as_of, as_of_is_guess=draft.as_of_is_guess, aliases=dict(draft.aliases), joined=draft.joined,
        returns=draft.returns, settled=dict(draft.settled),
        encoding=draft.grid.sheet.encoding, separator=draft.grid.sheet.separator,
    )  # fmt: skip


def _questions(draft: Draft) -> tuple[Question, ...]:
    """What is open; before it is said which data it is, nothing about columns that another dataset may read."""
    if any(one.id == "dataset" and one.answer is None for one in draft.questions):
        return tuple(one for one in draft.questions if one.id != "unread")
    return tuple(draft.questions)


def _missing(draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_lacking(draft), *draft.lacking)))


def _lacking(draft: Draft) -> tuple[str, ...]:
    return missing_columns(draft.dataset, draft.columns, wide=draft.wide is not None, is_chosen=draft.is_chosen)


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    rank: Mapping[Severity, int] = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
    return tuple(sorted(problems, key=lambda p: rank[p.severity]))


def _period(draft: Draft) -> Period | None:
    values = draft.fields.get(draft.dataset.period or "")
    if values is None or values.null_count == len(values):
        return None
    ends = pc.min_max(values).as_py()
    if draft.dataset.column(draft.dataset.period or "").kind is ValueKind.MONTH:
        return Period(ends["min"], Period.month_of(ends["max"]).end)
    return Period(ends["min"], ends["max"])


def _matches(draft: Draft) -> tuple[Match, ...]:
    result = []
    headers, letters = draft.block.headers, [draft.grid.letter(c) for c in range(draft.grid.width)]
    months = {m.column for m in draft.wide.months} if draft.wide else set()
    value_field = draft.dataset.month_columns.value if draft.dataset.month_columns else ""
    for column, name in enumerate(column_names(headers, letters)):
        found, letter = draft.columns.found.get(column), letters[column]
        unit = stated_unit_of(draft, column)
        if found is not None:
            match = Match(name, letter, found.field, found.confidence, found.how, found.rivals, unit)
        elif column in months:
            match = Match(name, letter, value_field, 1.0, "month", (), unit)
        elif draft.wide is not None and column in draft.wide.columns:
            match = Match(name, letter, None, how="total")
        elif headers[column].key:
            match = Match(name, letter, None, how=draft.columns.ignored.get(column, ""))
        else:
            continue
        cells = pick(draft.grid.columns[column], draft.body.rows)
        result.append(
            replace(
                match,
                samples=_samples(draft, column),
                blanks=cells.null_count,
                distinct=_distinct(cells, draft.different.get(column)),
            )
        )
    return tuple(result)


def _distinct(cells: pa.Array, known: int | None) -> int | None:
    """How many different texts there are; None for a long column of which most differ: to count them costs as much as
    to read them. `known`: the number where it has been found."""
    if known is not None and (len(cells) <= _COUNTED or known < _COUNTED / 2):
        return known
    first = cells.slice(0, _COUNTED)
    count: int = pc.count_distinct(first).as_py()
    if len(first) == len(cells):
        return count
    return pc.count_distinct(cells).as_py() if count < len(first) / 2 else None


def _samples(draft: Draft, column: int) -> tuple[str, ...]:
    rows = pa.array(draft.body.rows[:_SAMPLED])
    cells = (" ".join(text.split())[:30] for text in draft.grid.columns[column].take(rows).to_pylist() if text)
    return tuple(dict.fromkeys(filter(None, cells)))[:3]
