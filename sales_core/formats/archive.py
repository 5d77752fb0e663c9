"""Looks at a zip container before anything else does: what is listed must be what is stored, and within
limits."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from sales_core.format import grouped
from sales_core.formats.markup import check_prolog, part_label, whole_xml
from sales_core.formats.refusal import Refusal
from sales_core.kernel.settings import Limits

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_PIECE = 1 << 20
_SMALL = 10 * 1024 * 1024
_ENCRYPTED = 0x41
#: What is told between two of these shares would not be seen.
_STEP = 0.02


class Archive:
    """A checked zip file. Part names are matched without regard to case or slash direction.

    `progress` is told which share of the whole has been inflated, now and then.
    Raises Refusal E_CORRUPT, E_ENCRYPTED, E_ZIP_UNSAFE or E_XML_DTD; sizes are counted while inflating.
    """

    def __init__(self, path: Path, limits: Limits, progress: Callable[[float], None] = lambda _: None) -> None:
        self._limits = limits
        self._progress = progress
        self._unpacked = 0
        self._told = 0.0
        try:
            self._zip = zipfile.ZipFile(path)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            EOFError,
            OSError,
            struct.error,
        ) as error:
            raise Refusal("E_CORRUPT", value=str(error)) from error
        self._parts: dict[str, zipfile.ZipInfo] = {}
        self._check_directory()
        with path.open("rb") as file:
            for info in self._zip.infolist():
                _match_local_header(info, file)
        for name in self._parts:
            if name.endswith((".xml", ".rels", ".vml")):
                check_prolog(self.head(name), part_label(self._parts[name].filename), encodings=False)

    def _check_directory(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > self._limits.zip_parts:
            raise Refusal("E_ZIP_UNSAFE", value=f"{len(infos)} parts", limit=self._limits.zip_parts)
        for info in infos:
            name = part_key(info.filename)
            if info.flag_bits & _ENCRYPTED:
                raise Refusal("E_ENCRYPTED")
            if ".." in name.split("/") or "\x00" in info.orig_filename:
                raise Refusal("E_ZIP_UNSAFE", value=info.filename)
            if name in self._parts and not name.endswith("/"):
                raise Refusal("E_ZIP_UNSAFE", value=info.filename)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refusal("E_CORRUPT", value=f"{info.filename}: compression {info.compress_type}")
            self._parts[name] = info
        self._declared = sum(info.file_size for info in infos)
        if self._declared > self._limits.unpacked_bytes:
            raise Refusal(
                "E_ZIP_UNSAFE", value=f"{grouped(self._declared)} bytes", limit=grouped(self._limits.unpacked_bytes)
            )

    def __contains__(self, name: str) -> bool:
        return part_key(name) in self._parts

    def names(self) -> list[str]:
        """Normalised part names: lower case, forward slashes, no leading slash."""
        return list(self._parts)

    def size(self, name: str) -> int:
        """Declared unpacked size of a part in bytes."""
        return self._parts[part_key(name)].file_size

    def pieces(self, name: str, piece: int = _PIECE) -> Iterator[bytes]:
        """The part's bytes, `piece` at a time, counted against the limits and checked against length and
        CRC."""
        info = self._parts[part_key(name)]
        seen = 0
        try:
            with self._zip.open(info) as part:
                while data := part.read(piece):
                    seen += len(data)
                    self._count(info, seen, len(data))
                    self._tell()
                    yield data
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Refusal("E_CORRUPT", value=f"{info.filename}: {error}") from error
        if seen != info.file_size:
            raise Refusal("E_CORRUPT", value=f"{info.filename}: {seen} / {info.file_size} bytes")

    def _tell(self) -> None:
        done = min(1.0, self._unpacked / max(1, self._declared))
        if done - self._told >= _STEP:
            self._told = done
            self._progress(done)

    def _count(self, info: zipfile.ZipInfo, seen: int, new: int) -> None:
        self._unpacked += new
        if self._unpacked > 2 * self._limits.unpacked_bytes:
            raise Refusal(
                "E_ZIP_UNSAFE", value=f"{grouped(self._unpacked)} bytes", limit=grouped(self._limits.unpacked_bytes)
            )
        if seen > _SMALL and seen > self._limits.zip_ratio * max(info.compress_size, 1):
            raise Refusal("E_ZIP_UNSAFE", value=f"{info.filename}: 1:{seen // max(info.compress_size, 1)}")

    def read(self, name: str) -> bytes:
        """The whole part."""
        return b"".join(self.pieces(name))

    def head(self, name: str) -> bytes:
        """The part's first bytes, at most 64 KiB."""
        return next(self.pieces(name, 65536), b"")

    def xml(self, name: str, label: str = "") -> bytes:
        """The whole part as UTF-8 XML, its prolog checked and its nesting bounded. Raises Refusal."""
        return whole_xml(self.read(name), label or part_label(self._parts[part_key(name)].filename))

    def close(self) -> None:
        """Releases the file."""
        self._zip.close()


def part_key(name: str) -> str:
    """The form under which two part names are the same part."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _match_local_header(info: zipfile.ZipInfo, file: BinaryIO) -> None:
    file.seek(info.header_offset)
    raw = file.read(_LOCAL.size)
    if len(raw) < _LOCAL.size or raw[:4] != b"PK\x03\x04":
        raise Refusal("E_CORRUPT", value=info.filename)
    _, _, flags, method, _, _, _, packed, unpacked, name_size, _ = _LOCAL.unpack(raw)
    if flags & _ENCRYPTED:
        raise Refusal("E_ENCRYPTED")
    name = file.read(name_size).decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    if part_key(name) != part_key(info.orig_filename):
        raise Refusal("E_ZIP_UNSAFE", value=info.filename)
    sizes_follow = flags & 0x08 or 0xFFFFFFFF in (packed, unpacked)
    sizes_agree = sizes_follow or (packed, unpacked) == (info.compress_size, info.file_size)
    if method != info.compress_type or not sizes_agree:
        raise Refusal("E_CORRUPT", value=info.filename)
