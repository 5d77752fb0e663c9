"""Looks at an OLE container (xls) before the native parser does: chains that end, sectors that exist,
BIFF records.

The native parser aborts the process on loops and false counts, so both are followed here first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from sales_core.formats.refusal import Refusal

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_HEADER = 512
_FILEPASS, _BOUNDSHEET, _BOF, _ROW, _COLINFO, _SST, _CONTINUE = 0x2F, 0x85, 0x809, 0x208, 0x7D, 0xFC, 0x3C
_BOOLERR, _FORMULA = 0x205, 0x06

#: What a spreadsheet shows for each error code it stores.
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


@dataclass(slots=True)
class XlsSheet:
    """What the records say about one sheet beside its cells."""

    name: str
    hidden: bool
    is_worksheet: bool
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """1-based (row, col, last row, last col); for xls the native parser tells them."""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """1-based (row, col) → error text; the native parser shows error cells as empty ones."""


class OleFile:
    """A checked compound file. Raises Refusal E_CORRUPT when any chain loops or leaves the file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 3 * _HEADER:
            raise Refusal("E_CORRUPT", value=f"{len(data)} bytes")
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        fats, directory, cutoff, mini_first, difat, difats = struct.unpack_from("<LL4xLL4xLL", data, 44)
        if shift not in (9, 12) or mini_shift != 6:
            raise Refusal("E_CORRUPT", value="sector size")
        self._data, self._size, self._cutoff = data, 1 << shift, cutoff
        self._sectors = -(-(len(data) - self._size) // self._size)
        if fats > self._sectors or difats > self._sectors:
            raise Refusal("E_CORRUPT", value=f"FAT {fats} / {self._sectors}")
        self._fat = self._read_fat(fats, difat)
        self._entries = self._read_directory(directory)
        root = next((entry for entry in self._entries.values() if entry[0] == 5), None)
        self._mini = self._chain_bytes(root[1], root[2]) if root and root[1] < _END else b""
        mini_fat = self._chain_bytes(mini_first, None) if mini_first < _END else b""
        self._mini_fat = struct.unpack(f"<{len(mini_fat) // 4}L", mini_fat[: len(mini_fat) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise Refusal("E_CORRUPT", value=f"sector {number} / {self._sectors}")
        return self._data[self._size * (number + 1) : self._size * (number + 2)]

    def _read_fat(self, fats: int, difat: int) -> tuple[int, ...]:
        numbers = [number for number in struct.unpack_from("<109L", self._data, 76) if number < _END]
        seen: set[int] = set()
        while difat < _END and len(numbers) < fats:
            if difat in seen:
                raise Refusal("E_CORRUPT", value="DIFAT loop")
            seen.add(difat)
            block = self._sector(difat).ljust(self._size, b"\xff")
            values = struct.unpack(f"<{self._size // 4}L", block)
            numbers += [number for number in values[:-1] if number < _END]
            difat = values[-1]
        fat = b"".join(self._sector(number).ljust(self._size, b"\xff") for number in numbers[:fats])
        return struct.unpack(f"<{len(fat) // 4}L", fat)

    def _chain(self, first: int, table: tuple[int, ...]) -> Iterator[int]:
        seen = 0
        while first < _END - 3:
            if first >= len(table) or seen > len(table):
                raise Refusal("E_CORRUPT", value="FAT loop" if seen > len(table) else f"sector {first}")
            yield first
            seen += 1
            first = table[first]

    def _chain_bytes(self, first: int, size: int | None) -> bytes:
        joined = b"".join(self._sector(number) for number in self._chain(first, self._fat))
        if size is not None and len(joined) < size:
            raise Refusal("E_CORRUPT", value=f"{len(joined)} / {size} bytes")
        return joined if size is None else joined[:size]

    def _read_directory(self, first: int) -> dict[str, tuple[int, int, int]]:
        """Entry name, lower case → (type, first sector, size)."""
        raw = self._chain_bytes(first, None)
        found: dict[str, tuple[int, int, int]] = {}
        for offset in range(0, len(raw) - 127, 128):
            length, kind = struct.unpack_from("<HB", raw, offset + 64)
            start, size = struct.unpack_from("<LL", raw, offset + 116)
            if kind in (1, 2, 5) and 2 <= length <= 64:
                name = raw[offset : offset + length - 2].decode("utf-16-le", errors="replace").casefold()
                found.setdefault(name, (kind, start, size))
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, by lower-case name."""
        _, first, size = self._entries[name]
        if size >= self._cutoff:
            return self._chain_bytes(first, size)
        pieces = [self._mini[64 * number : 64 * number + 64] for number in self._chain(first, self._mini_fat)]
        joined = b"".join(pieces)
        if len(joined) < size:
            raise Refusal("E_CORRUPT", value=f"{len(joined)} / {size} bytes")
        return joined[:size]


def check_workbook(stream: bytes) -> list[XlsSheet]:
    """The sheets of a BIFF stream. Raises Refusal E_ENCRYPTED, or E_CORRUPT when a record leaves the
    stream."""
    sheets: dict[int, XlsSheet] = {}
    current: XlsSheet | None = None
    strings_declared = strings_bytes = 0
    in_strings = False
    for position, kind, body in _records(stream):
        in_strings = kind == _SST or (in_strings and kind == _CONTINUE)
        if in_strings:
            strings_bytes += len(body)
        if kind == _FILEPASS:
            raise Refusal("E_ENCRYPTED")
        if kind == _SST and len(body) >= 8:
            strings_declared = struct.unpack_from("<L", body, 4)[0]
        elif kind == _BOUNDSHEET and len(body) >= 8:
            offset, sheet = _bound_sheet(body)
            sheets[offset] = sheet
        elif kind == _BOF:
            current = sheets.get(position, current)
        elif current is not None:
            _note(current, kind, body)
    if strings_declared > strings_bytes:
        raise Refusal("E_CORRUPT", value=f"{strings_declared} strings")
    if not sheets:
        raise Refusal("E_CORRUPT", value="no sheets")
    return list(sheets.values())


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(position, kind, body) of every record up to the first empty one; E_CORRUPT when a record leaves the stream."""
    position, end = 0, len(stream)
    while position + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, position)
        body = position + 4
        if kind == 0 and length == 0:
            return
        if body + length > end:
            raise Refusal("E_CORRUPT", value=f"record at {position}")
        yield position, kind, stream[body : body + length]
        position = body + length


def _bound_sheet(body: bytes) -> tuple[int, XlsSheet]:
    offset, state, kind, length = struct.unpack_from("<LBBB", body, 0)
    if len(body) == 7 + length:
        name = body[7 : 7 + length].decode("cp1252", errors="replace")
    elif body[7] & 1:
        name = body[8 : 8 + 2 * length].decode("utf-16-le", errors="replace")
    else:
        name = body[8 : 8 + length].decode("latin-1")
    return offset, XlsSheet(name, (state & 3) != 0, kind == 0)


def _note(sheet: XlsSheet, kind: int, body: bytes) -> None:
    if kind == _ROW and len(body) >= 14 and body[12] & 0x20:
        sheet.hidden_rows.append(struct.unpack_from("<H", body)[0] + 1)
    elif kind == _BOOLERR and len(body) >= 8 and body[7]:
        _note_error(sheet, body, body[6])
    elif kind == _FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        _note_error(sheet, body, body[8])
    elif kind == _COLINFO and len(body) >= 10 and body[8] & 1:
        first, last = struct.unpack_from("<HH", body)
        sheet.hidden_columns.extend(range(first + 1, min(last, 255) + 2))


def _note_error(sheet: XlsSheet, body: bytes, code: int) -> None:
    row, col = struct.unpack_from("<HH", body)
    sheet.errors[row + 1, col + 1] = ERROR_TEXTS.get(code, f"#ERR{code}")
