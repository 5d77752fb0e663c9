"""The journal beside the versions: one JSON line a commit of the application database, each with the hash of the line
before, so that a line that is missing, torn or changed shows.

A file begins with a base, all rows of every table, and goes on with changes; every upgrade begins a new file.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock

JournalRow = Mapping[str, Any]
_NAME = re.compile(r"\d{9}\.jsonl")
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class TableChange:
    """Rows of one table as they stand after a commit, and the keys of rows that went. `key`: its key's columns."""

    table: str
    key: tuple[str, ...]
    rows: tuple[JournalRow, ...] = ()
    gone: tuple[JournalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One commit. `revision`: of the tables; `previous`: the hash of the line before, empty for the first of all."""

    sequence: int
    at: str
    revision: str
    previous: str
    changes: tuple[TableChange, ...]
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class JournalLine:
    """An entry as it stands in the file, with the hash of its text."""

    entry: JournalEntry
    sha256: str


@dataclass(frozen=True, slots=True)
class _Sealed:
    sha256: str
    entry: msgspec.Raw


@dataclass
class JournalState:
    """What the journal says of every table, as far as it can be read."""

    last: JournalLine | None = None
    tables: dict[str, dict[str, JournalRow]] = field(default_factory=dict)
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    """`file:line` of lines that cannot be read, and of those that do not continue the line before."""

    def apply(self, line: JournalLine) -> None:
        """Takes over a line; a base replaces all before."""
        if line.entry.is_base:
            self.tables.clear()
        for change in line.entry.changes:
            rows = self.tables.setdefault(change.table, {})
            self.keys[change.table] = change.key
            for row in change.gone:
                rows.pop(row_key(row, change.key), None)
            rows.update({row_key(row, change.key): row for row in change.rows})
        self.last = line


def row_key(row: JournalRow, key: Sequence[str]) -> str:
    """Names a row within its table."""
    return msgspec.json.encode([row[name] for name in key]).decode()


def sealed_line(entry: JournalEntry) -> tuple[str, str]:
    """The entry as a line without its end, and its hash."""
    body = msgspec.json.encode(entry)
    sha256 = hashlib.sha256(body).hexdigest()
    return msgspec.json.encode(_Sealed(sha256, msgspec.Raw(body))).decode(), sha256


def journal_line(text: bytes) -> JournalLine | None:
    """The line; None when a byte of it is not as it was written."""
    try:
        sealed = msgspec.json.decode(text, type=_Sealed)
        if hashlib.sha256(bytes(sealed.entry)).hexdigest() != sealed.sha256:
            return None
        return JournalLine(msgspec.json.decode(sealed.entry, type=JournalEntry), sealed.sha256)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


class JournalFiles:
    """The files of one journal. Processes take turns to append."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def files(self) -> list[Path]:
        """Oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(path for path in self._folder.iterdir() if _NAME.fullmatch(path.name))

    def tail(self) -> JournalLine | None:
        """The last line that is whole; None without one."""
        for path in reversed(self.files()):
            for text in _backwards(path):
                if (line := journal_line(text)) is not None:
                    return line
        return None

    def append(self, lines: Sequence[tuple[int, str]]) -> None:
        """Appends those of the lines, by their sequence, that are not there yet; on disk when it returns."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._folder / "journal.lock"):
            tail = self.tail()
            done = tail.entry.sequence if tail else 0
            for sequence, text in lines:
                if sequence > done:
                    self._write(sequence, text)

    def forget_past(self) -> None:
        """Removes the files before the newest base, which holds every row as it was then."""
        with FileLock(self._folder / "journal.lock"):
            files = self.files()
            newest = max((n for n, path in enumerate(files) if _has_base(path)), default=0)
            for path in files[:newest]:
                path.unlink()
            _sync_folder(self._folder)

    def read(self, start: JournalState | None = None) -> JournalState:
        """Every table as of the last line: from the newest file whose base can be read, or after `start`, on."""
        state, unread = start or JournalState(), list[str]()
        done = state.last.entry.sequence if state.last else 0
        files = self.files()
        first = max((n for n, path in enumerate(files) if _has_base(path)), default=0)
        for path in files[first:]:
            for number, text in enumerate(_lines(path), start=1):
                line = journal_line(text)
                if line is None:
                    unread.append(f"{path.name}:{number}")
                    continue
                if line.entry.sequence <= done:
                    unread = []
                    continue
                if not _continues(line, state.last):
                    state.damaged += [*unread, f"{path.name}:{number}"]
                unread = []  # where the chain goes on, a crash cut the line and it was written again
                state.apply(line)
        if unread and _ends_a_line(files[-1]):
            state.damaged += unread
        return state

    def _write(self, sequence: int, text: str) -> None:
        files = self.files()
        line = journal_line(text.encode())
        is_base = line is not None and line.entry.is_base
        path = self._folder / f"{sequence:09d}.jsonl" if is_base or not files else files[-1]
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(handle).st_size
            torn = size and os.pread(handle, 1, size - 1) != b"\n"
            content = (b"\n" if torn else b"") + text.encode() + b"\n"
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if is_new:
            _sync_folder(self._folder)


def _continues(line: JournalLine, last: JournalLine | None) -> bool:
    if last is None:
        return line.entry.is_base
    return line.entry.sequence == last.entry.sequence + 1 and line.entry.previous == last.sha256


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as content:
        content.seek(-1, os.SEEK_END)
        return content.read(1) == b"\n"


def _has_base(path: Path) -> bool:
    first = next(_lines(path), b"")
    line = journal_line(first)
    return line is not None and line.entry.is_base


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as content:
        for text in content:
            yield text.rstrip(b"\n")


def _backwards(path: Path) -> Iterator[bytes]:
    """The lines of a file, last first, read block by block."""
    with path.open("rb") as content:
        position = content.seek(0, os.SEEK_END)
        rest = b""
        while position:
            size = min(_BLOCK, position)
            position -= size
            content.seek(position)
            rest = content.read(size) + rest
            rest, *whole = rest.split(b"\n")
            yield from (text for text in reversed(whole) if text)
        if rest:
            yield rest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
