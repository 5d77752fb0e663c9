"""XML of workbook parts: no document type, UTF-8 or UTF-16 only, bounded nesting. Decided by expat, not
by a search."""

from __future__ import annotations

from xml.parsers import expat

from sales_core.formats.refusal import Refusal

_DEEPEST = 100


class _PrologEnds(Exception):  # noqa: N818 - control flow out of the C parser
    pass


def check_prolog(head: bytes, label: str, *, encodings: bool = True) -> str:
    """The encoding family of an XML part, `utf-8` or `utf-16`, from its first bytes (all before the root
    element).

    Raises Refusal E_XML_DTD when the parser meets a document type; E_CORRUPT for any other declared encoding
    (unless `encodings` is False: parts nobody reads).
    """
    declared: list[str] = []

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        declared.append((encoding or "").casefold())
        if encodings and declared[0] not in ("", "utf-8", "utf8", "utf-16", "us-ascii", "ascii"):
            raise Refusal("E_CORRUPT", sheet=label, value=declared[0])

    def on_doctype(*_parts: object) -> None:
        raise Refusal("E_XML_DTD", sheet=label)

    def on_element(*_parts: object) -> None:
        raise _PrologEnds

    parser = expat.ParserCreate()
    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.StartElementHandler = on_element
    try:
        parser.Parse(head, False)
    except _PrologEnds:
        return "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:4] else "utf-8"
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: encodings Python does not know
        if encodings:
            raise Refusal("E_CORRUPT", sheet=label, value=str(error)) from error
        return "utf-8"
    if encodings and head:
        raise Refusal("E_CORRUPT", sheet=label, value="no root element")
    return "utf-8"


def whole_xml(data: bytes, label: str) -> bytes:
    """The XML as UTF-8, checked to be well formed, without a document type and not too deep. Raises
    Refusal."""
    family = check_prolog(data, label)
    depth = 0

    def enter(*_parts: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refusal("E_CORRUPT", sheet=label, value=f"nesting > {_DEEPEST}")

    def leave(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refusal("E_CORRUPT", sheet=label, value=str(error)) from error
    return to_utf8(data, family)


def to_utf8(data: bytes, family: str) -> bytes:
    """The XML as UTF-8 without byte order mark; what was UTF-16 also loses its XML declaration."""
    if family == "utf-8":
        return data.removeprefix(b"\xef\xbb\xbf")
    unmarked = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else unmarked
    text = data.decode(codec, errors="strict")
    if text.startswith("<?xml"):
        text = text[text.index("?>") + 2 :]
    return text.encode("utf-8")


def part_label(name: str) -> str:
    """`xl/sharedStrings.xml` → `sharedStrings`, as a place to show."""
    return name.rpartition("/")[2].rpartition(".")[0] or name
