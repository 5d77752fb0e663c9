"""Lines of documents joined with what another table of the drop states once for each: day, customer, rep, total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.catalogue.dataset import ColumnRole, Dataset
from sales_core.i18n import locales
from sales_core.kernel.problems import Severity
from sales_core.kernel.terms import Text
from sales_core.recognition.document_heads import NUMBER, TOTAL, party_columns, priced_columns
from sales_core.recognition.draft import Draft
from sales_core.recognition.exact_money import MONEY, money, times
from sales_core.recognition.grid import Grid, Mask, Shape
from sales_core.recognition.header_synonyms import Vocabulary
from sales_core.recognition.headers import HeaderBlock
from sales_core.recognition.mapping import map_columns
from sales_core.recognition.questions import choices, words
from sales_core.recognition.reading import DocumentHeads, ReadingFigure

#: Share of the numbers of a table that the documents have to hold before they are taken for the same.
_MOST = 0.5
#: How far a document's total may lie from the sum of its lines: a share of it, and never less than some cents.
_SHARE, _CENTS = 0.005, 0.05


def lines_dataset(
    grid: Grid,
    block: HeaderBlock,
    shapes: Sequence[Shape],
    vocabulary: Vocabulary,
    *,
    documents: Sequence[DocumentHeads],
    chosen: Mapping[str, str],
) -> str:
    """The dataset whose documents of the drop a table has lines of; empty where it names none, or nothing sold."""
    letters = [grid.letter(column) for column in range(grid.width)]
    for kind in vocabulary.catalogue.datasets.values() if documents else ():
        if not kind.document_heads:
            continue
        found = map_columns(kind, vocabulary, block.headers, shapes, letters=letters, chosen=chosen).column_of
        number = found.get(kind.document_key[0])
        if number is None or not found.keys() & priced_columns(kind, vocabulary.catalogue):
            continue
        numbers = pc.unique(grid.columns[number].slice(block.body_start).drop_null())
        if _heads_of(pc.utf8_trim_whitespace(numbers), kind, documents):
            return kind.id
    return ""


def _heads_of(numbers: pa.Array, kind: Dataset, documents: Sequence[DocumentHeads]) -> DocumentHeads | None:
    """The documents that hold most of the numbers, and at least half."""
    shares = [(_share(numbers, one), one) for one in documents if one.dataset in kind.document_heads]
    share, best = max(shares, key=lambda found: found[0], default=(0.0, None))
    return best if share >= _MOST else None


def _share(numbers: pa.Array, documents: DocumentHeads) -> float:
    return (pc.mean(pc.is_in(numbers, documents.rows[NUMBER])).as_py() or 0.0) if len(numbers) else 0.0


def join_documents(draft: Draft) -> None:
    """Fills what the table lacks and its documents state; lines and documents without the other are told with money."""
    kind = draft.dataset
    if not kind.document_heads or draft.wide is not None or kind.document_key[0] not in draft.fields:
        return
    parties = party_columns(kind, draft.catalogue)
    if kind.period in draft.fields and parties & draft.fields.keys():
        return
    numbers = draft.fields[kind.document_key[0]]
    documents = _heads_of(draft.distinct(kind.document_key[0]), kind, draft.reference.documents)
    if documents is None:
        return
    readable = {column.id for column in kind.readable_columns}
    found = [name for name in documents.rows.column_names if name in readable and name not in draft.fields]
    places = pc.index_in(numbers, documents.rows[NUMBER].combine_chunks())
    lines_of = pc.unique(numbers)
    for name in found:
        draft.fields[name] = documents.rows[name].combine_chunks().take(places)
    total = kind.role(ColumnRole.DOCUMENT_AMOUNT)
    if TOTAL in documents.rows.column_names and total and total not in draft.fields:
        draft.fields[total] = documents.rows[TOTAL].combine_chunks().take(places).cast(MONEY)
        draft.joined_headers[total] = documents.headers[TOTAL]
    draft.joined = documents.key
    draft.joined_headers |= {name: documents.headers[name] for name in found}
    _tell_columns(draft, documents, found)
    _leave_out_strays(draft, np.asarray(places.is_valid().to_numpy(zero_copy_only=False), dtype=np.bool_), documents)
    _tell_unlined(draft, documents, lines_of)


def _tell_columns(draft: Draft, documents: DocumentHeads, found: Sequence[str]) -> None:
    labels = [draft.dataset.column(name).label for name in found]
    facts = {f"columns_{locale}": ", ".join(label.in_(locale) for label in labels) for locale in locales()}
    facts["documents"] = documents.name
    draft.report("N_DOCUMENTS_JOINED", Severity.NOTE, place=draft.place(), count=draft.height, facts=facts)


def _leave_out_strays(draft: Draft, has_document: Mask, documents: DocumentHeads) -> None:
    """Lines whose document nobody lists have no day: they are left out, and their money is a risk of its own."""
    strays = np.flatnonzero(~has_document)
    if not len(strays):
        return
    number = draft.column(draft.dataset.document_key[0])
    facts = {"count": len(strays), "documents": documents.name}
    figures = _worth(draft, ~has_document)
    draft.risk("lines_without_document", Text("risk.lines_without_document", facts), figures, strays, number)
    draft.body.left_out += [(int(row), "no_document") for row in draft.row_of[strays]]
    draft.keep(has_document)


def _worth(draft: Draft, rows: Mask) -> tuple[ReadingFigure, ...]:
    """The money of the rows, else their pieces."""
    amount, quantity = draft.dataset.role(ColumnRole.AMOUNT), draft.filled(ColumnRole.QUANTITY)
    price = draft.filled(ColumnRole.PRICE) or draft.filled(ColumnRole.LIST_PRICE)
    if amount in draft.fields:
        return (draft.figure(amount, draft.fields[amount].filter(pa.array(rows))),)
    if price and quantity:
        return (draft.figure(amount, times(draft.fields[quantity], draft.fields[price]).filter(pa.array(rows))),)
    return (draft.figure(quantity, draft.fields[quantity].filter(pa.array(rows))),) if quantity else ()


def _tell_unlined(draft: Draft, documents: DocumentHeads, numbers: pa.Array) -> None:
    """Documents that have no line: a risk where money is stated for them, else a warning."""
    bare = documents.rows.filter(pc.invert(pc.is_in(documents.rows[NUMBER], numbers)))
    if not bare.num_rows:
        return
    examples = ", ".join(bare[NUMBER].slice(0, 5).to_pylist()) + ("…" if bare.num_rows > 5 else "")
    amount = pc.sum(bare[TOTAL]).as_py() if TOTAL in bare.column_names else None
    if not amount:
        facts = {"documents": documents.name, "examples": examples}
        draft.report(
            "W_DOCUMENTS_WITHOUT_LINES", Severity.WARNING, place=draft.place(), count=bare.num_rows, facts=facts
        )
        return
    text = Text(
        "risk.documents_without_lines", {"count": bare.num_rows, "documents": documents.name, "examples": examples}
    )
    draft.risk(
        "documents_without_lines", text, (draft.figure(draft.dataset.role(ColumnRole.AMOUNT), pc.negate(bare[TOTAL])),)
    )


def settle_document_sums(draft: Draft) -> None:
    """Asks which money counts where the lines of documents do not add up to what is stated once for each of them."""
    total, amount = draft.dataset.role(ColumnRole.DOCUMENT_AMOUNT), draft.filled(ColumnRole.AMOUNT)
    if not (draft.joined or draft.head_total) or not amount or total not in draft.fields or not draft.height:
        return
    numbers = draft.fields[draft.dataset.document_key[0]].dictionary_encode()
    of = np.asarray(numbers.indices.to_numpy(zero_copy_only=False)).astype(np.int64)
    _, first = np.unique(of, return_index=True)
    sums = np.bincount(of, weights=np.nan_to_num(np.asarray(draft.floats(amount))))
    stated = np.asarray(draft.floats(total))[first]
    far = np.abs(stated - sums) > np.maximum(_SHARE * np.abs(stated), _CENTS)
    if not far.any():
        return
    heads = draft.fields[total].take(pa.array(first))
    figures = {"lines": (draft.figure(amount),), "documents": (draft.figure(amount, heads),)}
    text = words("document_sums", column=draft.head_total or draft.header_of(total), count=int(far.sum()))
    if draft.ask("document_sums", text, choices("document_sums", "lines", "documents"), figures=figures) == "documents":
        draft.fields[amount] = _spread(draft.fields[amount], draft.fields[total], of)


def _spread(amounts: pa.Array, totals: pa.Array, of: np.ndarray) -> pa.Array:
    """The totals over the lines of their documents by their worth; what rounding leaves goes to the last line."""
    worth, stated = [one or Decimal(0) for one in amounts.to_pylist()], totals.to_pylist()
    lines: dict[int, list[int]] = {}
    for row, document in enumerate(of.tolist()):
        lines.setdefault(document, []).append(row)
    spread: list[Decimal | None] = list(worth)
    for rows in lines.values():
        whole, total = sum((worth[row] for row in rows), Decimal(0)), stated[rows[0]]
        if total is None:
            continue
        left = total
        for row in rows:
            part = (total * worth[row] / whole if whole else total / len(rows)).quantize(Decimal("0.0001"))
            spread[row] = left if row == rows[-1] else part
            left -= part
    return money(pa.array(spread, pa.decimal128(38, 4)))
