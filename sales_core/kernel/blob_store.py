"""Where the files of a company are: each in an area under a name. Other places than a folder need another BlobStore."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol


class Area(StrEnum):
    """What kind of file it is."""

    VERSIONS = "versions"
    """One immutable DuckDB file a version."""
    ORIGINALS = "originals"
    """Uploaded files, named by their SHA-256."""
    UPLOADS = "uploads"
    """Typed rows of each upload (Arrow IPC), named by upload id."""
    TEMPLATES = "templates"
    """Workbooks and slides that are filled with figures, named by their SHA-256."""
    STAGING = "staging"
    """One folder a plan that was not committed."""
    INBOX = "inbox"
    """One folder a drop of files that wait to be read."""
    LOST_FOUND = "lost+found"
    """Files that the application database does not name. Only a person removes them."""


#: What figures, undo, rebuild and filled templates rest on; the other areas hold work under way.
LASTING = (Area.VERSIONS, Area.ORIGINALS, Area.UPLOADS, Area.TEMPLATES)


class BlobStore(Protocol):
    """Files by area and name. A name is one part of a path: others raise ValueError. What is put never changes."""

    def path_for(self, area: Area, name: str) -> Path:
        """Where the file or folder is, or would be, on this machine."""

    def exists(self, area: Area, name: str) -> bool:
        """Whether there is such a file."""

    def open(self, area: Area, name: str) -> BinaryIO:
        """The file, to be read. Raises FileNotFoundError."""

    def names(self, area: Area) -> list[str]:
        """Every file and folder of an area, sorted."""

    def put(self, area: Area, name: str, source: Path, *, link: bool = False) -> Path:
        """Copies `source` in, whole or not at all, and returns once it is on disk; `link` shares the bytes where the
        file system can, for a source that nobody changes."""

    def put_hashed(self, area: Area, source: Path) -> tuple[str, int]:
        """Copies a file in under its SHA-256; returns that name and the size in bytes."""

    def put_bytes(self, area: Area, name: str, content: bytes) -> Path:
        """Writes a small file, whole or not at all, and returns once it is on disk."""

    def remove(self, area: Area, name: str) -> None:
        """Removes a file or folder that this program made; one that is gone is no error."""

    def set_aside(self, area: Area, name: str) -> str:
        """Moves a file that nobody knows to LOST_FOUND; returns its name there."""


class DirectoryBlobs:
    """A BlobStore of local folders, one an area."""

    def __init__(self, folders: Mapping[Area, Path]) -> None:
        self._folders = dict(folders)

    def path_for(self, area: Area, name: str) -> Path:
        """As BlobStore."""
        if not name or name in {".", ".."} or name != Path(name).name or "\\" in name:
            raise ValueError(f"not the name of a file: {name!r}")
        return self._folders[area] / name

    def exists(self, area: Area, name: str) -> bool:
        """As BlobStore."""
        return self.path_for(area, name).is_file()

    def open(self, area: Area, name: str) -> BinaryIO:
        """As BlobStore."""
        return self.path_for(area, name).open("rb")

    def names(self, area: Area) -> list[str]:
        """As BlobStore."""
        folder = self._folders[area]
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def put(self, area: Area, name: str, source: Path, *, link: bool = False) -> Path:
        """As BlobStore."""
        target = self.path_for(area, name)
        draft = self._draft(area)
        try:
            _filled(draft, source, link=link)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        make_durable(target)
        return target

    def put_hashed(self, area: Area, source: Path) -> tuple[str, int]:
        """As BlobStore."""
        draft = self._draft(area)
        try:
            shutil.copyfile(source, draft)
            name = file_hash(draft)
            size = draft.stat().st_size
            draft.replace(self.path_for(area, name))
        finally:
            draft.unlink(missing_ok=True)
        return name, size

    def put_bytes(self, area: Area, name: str, content: bytes) -> Path:
        """As BlobStore."""
        target = self.path_for(area, name)
        draft = self._draft(area)
        try:
            draft.write_bytes(content)
            make_durable(draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
        make_durable(target)
        return target

    def remove(self, area: Area, name: str) -> None:
        """As BlobStore."""
        path = self.path_for(area, name)
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)

    def set_aside(self, area: Area, name: str) -> str:
        """As BlobStore."""
        taken = self.names(Area.LOST_FOUND)
        names = (f"{area.value}-{name}{suffix}" for suffix in ("", *(f".{n}" for n in range(2, len(taken) + 3))))
        kept = next(one for one in names if one not in taken)
        target = self.path_for(Area.LOST_FOUND, kept)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path_for(area, name).rename(target)
        return kept

    def _draft(self, area: Area) -> Path:
        folder = self._folders[area]
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{secrets.token_hex(8)}.draft"


def _filled(draft: Path, source: Path, *, link: bool) -> None:
    if link:
        try:
            draft.hardlink_to(source)
        except OSError:
            pass  # another file system: copied below
        else:
            return
    shutil.copyfile(source, draft)


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises FileNotFoundError."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def make_durable(path: Path) -> None:
    """Returns once the file and its name are on disk."""
    for target in (path, path.parent):
        handle = os.open(target, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
