"""The shared strings of an xlsx as one Arrow array; rich text is joined, reading aids (phonetic) are
left out."""

from __future__ import annotations

import re
from xml.parsers import expat

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sales_core.formats.archive import Archive
from sales_core.formats.batch import has_byte, text_slices
from sales_core.formats.markup import check_prolog, to_utf8
from sales_core.formats.refusal import Refusal
from sales_core.formats.xlsx_tokens import OddXml

_SPACE_PRESERVED = b'<t xml:space="preserve">'
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def shared_strings(archive: Archive, part: str | None) -> pa.StringArray:
    """Every shared string, decoded. Raises Refusal when the part is broken."""
    if part is None:
        return pa.array([], pa.string())
    data = archive.read(part)
    data = to_utf8(data, check_prolog(data, "sharedStrings"))
    try:
        return decoded(_plain_strings(data))
    except (OddXml, pa.ArrowInvalid, IndexError):
        return _walked_strings(data)


def _plain_strings(data: bytes) -> pa.StringArray:
    """`<si><t>…</t></si>` and nothing else, by whole-array operations."""
    begin = data.find(b"<si>")
    end = data.rfind(b"</sst>")
    if len(data) > 2**31 - 8 or end < 0 or b"<!--" in data[: max(begin, 0)]:
        raise OddXml
    if begin < 0:
        raise OddXml
    block = data[begin:end]
    bytes_ = np.frombuffer(block, np.uint8)
    tags = np.flatnonzero(bytes_ == ord("<"))
    first = bytes_[tags + 1]
    if len(tags) % 4 or np.any(first.reshape(-1, 4) != np.frombuffer(b"st//", np.uint8)):
        raise OddXml
    at = tags[1::4]
    starts = at + 3
    spaced = bytes_[at + 2] == ord(" ")
    if spaced.any():
        for offset, byte in enumerate(_SPACE_PRESERVED):
            if np.any(bytes_[at[spaced] + offset] != byte):
                raise OddXml
        starts = np.where(spaced, at + len(_SPACE_PRESERVED), starts)
    stops = tags[2::4]
    if np.any(starts > stops) or np.any(bytes_[starts - 1] != ord(">")):
        raise OddXml
    return text_slices(block, starts, stops)


def _walked_strings(data: bytes) -> pa.StringArray:  # noqa: C901 - three handlers over one state, each short
    """Any legal shared strings, one event at a time."""
    found: list[str] = []
    current: list[str] | None = None
    inside_text = False
    phonetic = depth = 0

    def start(tag: str, _attributes: object) -> None:
        nonlocal current, inside_text, phonetic, depth
        depth += 1
        if depth > 100:
            raise Refusal("E_CORRUPT", sheet="sharedStrings", value="nesting > 100")
        match tag.rpartition("}")[2]:
            case "si":
                current = []
            case "rPh":
                phonetic += 1
            case "t":
                inside_text = not phonetic

    def end(tag: str) -> None:
        nonlocal current, inside_text, phonetic, depth
        depth -= 1
        match tag.rpartition("}")[2]:
            case "si":
                found.append("".join(current or []))
                current = None
            case "rPh":
                phonetic -= 1
            case "t":
                inside_text = False

    def characters(text: str) -> None:
        if inside_text and current is not None:
            current.append(text)

    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refusal("E_CORRUPT", sheet="sharedStrings", value=str(error)) from error
    return pa.array([_ESCAPE.sub(_unescape, text) for text in found], pa.string())


def decoded(raw: pa.StringArray) -> pa.StringArray:
    """Raw XML text with its entities, line ends and `_xHHHH_` escapes resolved."""
    if not has_byte(raw, "&", "_", "\r"):
        return raw
    odd = pc.or_(pc.match_substring(raw, "&"), pc.match_substring(raw, "_x"))
    odd = pc.or_(odd, pc.match_substring(raw, "\r"))
    if not pc.any(odd).as_py():
        return raw
    fixed = pa.array([decode(text) for text in raw.filter(odd).to_pylist()], pa.string())
    return pc.replace_with_mask(raw, odd, fixed)


def decode(text: str) -> str:
    """One raw XML text as the user sees it. Unknown entities stay as typed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPE.sub(_unescape, _ENTITY.sub(_character, text))


def _character(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    number = int(found[1], 16) if found[1] else int(found[2])
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]


def _unescape(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return found[0] if 0xD800 <= number < 0xE000 else chr(number)
