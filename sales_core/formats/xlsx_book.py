"""The parts of an xlsx around its sheets: which sheets there are, which styles are dates, which date
system."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from sales_core.formats.archive import Archive
from sales_core.formats.batch import CellStyles
from sales_core.formats.numberformats import is_date_format, named_currency
from sales_core.formats.refusal import Refusal


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet as the workbook lists it."""

    name: str
    part: str
    hidden: bool
    missing: bool
    """Listed, but the package does not hold it."""


@dataclass(frozen=True, slots=True)
class Book:
    """What must be known before a sheet can be read."""

    sheets: tuple[SheetPart, ...]
    is_1904: bool
    styles: CellStyles
    strings_part: str | None


def read_book(archive: Archive) -> Book:
    """The workbook. Raises Refusal E_FORMAT when there is none."""
    main = main_part(archive)
    related = dict(relations(archive, main))
    root = parse_xml(archive.xml(main))
    sheets = tuple(_sheets(archive, root, related))
    properties = next(iter(children(root, "workbookPr")), None)
    flag = attribute(properties, "date1904") if properties is not None else None
    by_kind = {kind: part for kind, part in related.values() if part in archive}
    return Book(
        sheets,
        flag in ("1", "true", "on"),
        _cell_styles(archive, by_kind.get("styles")),
        by_kind.get("sharedStrings"),
    )


def main_part(archive: Archive) -> str:
    """Name of the part the package points at. Raises Refusal E_FORMAT when nothing in it is a workbook."""
    if "_rels/.rels" in archive:
        for kind, part in dict(relations(archive, "")).values():
            if kind == "officeDocument" and part in archive:
                return part
    for name in ("xl/workbook.xml", "xl/workbook.bin"):
        if name in archive:
            return name
    raise Refusal("E_FORMAT", value="zip")


def relations(archive: Archive, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Id, and (kind, part pointed at), of every relation of `part` inside the package."""
    folder, _, file = part.rpartition("/")
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in archive:
        return
    for relation in parse_xml(archive.xml(name)):
        if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
            continue
        target = (relation.get("Target") or "").replace("\\", "/")
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield relation.get("Id", ""), ((relation.get("Type") or "").rpartition("/")[2], full)


def _sheets(archive: Archive, root: etree._Element, related: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for sheet in (entry for group in children(root, "sheets") for entry in children(group, "sheet")):
        kind, part = related.get(attribute(sheet, "id") or "", ("", ""))
        if kind != "worksheet":
            continue
        name = sheet.get("name") or part
        yield SheetPart(name, part, (sheet.get("state") or "visible") != "visible", part not in archive)


def _cell_styles(archive: Archive, part: str | None) -> CellStyles:
    if part is None:
        return CellStyles()
    root = parse_xml(archive.xml(part))
    codes = {
        int(format_.get("numFmtId") or 0): format_.get("formatCode") or ""
        for group in children(root, "numFmts")
        for format_ in children(group, "numFmt")
    }
    dates = {number: is_date_format(number, code) for number, code in codes.items()}
    signs = {number: named_currency(code) for number, code in codes.items()}
    names = sorted({sign for sign in signs.values() if sign})
    found: set[int] = set()
    money: dict[int, int] = {}
    for group in children(root, "cellXfs"):
        for index, style in enumerate(children(group, "xf")):
            number = int(style.get("numFmtId") or 0)
            if dates[number] if number in dates else is_date_format(number, None):
                found.add(index)
            elif signs.get(number):
                money[index] = names.index(signs[number])
    return CellStyles(frozenset(found), money, tuple(names))


def parse_xml(data: bytes) -> etree._Element:
    """The tree of a part that was already checked; no entity, network or DTD is ever resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("E_CORRUPT", value=str(error)) from error


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Direct children by local name: transitional and strict files use different namespaces."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            yield child


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute by local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None
