"""The manifest beside each version file: what the application database knows of it, so that a lost database can be
rebuilt from the files. On disk before the commit; kept when retention removes the version's file.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import msgspec

from sales_core.appdb.records import Remembered, Upload, Version
from sales_core.kernel.blob_store import Area, BlobStore

#: Grows when a release before would misread it.
MANIFEST_LAYOUT = 1
_SUFFIX = ".manifest.json"
_NAME = re.compile(r"(\d{6,})-[^.]+" + re.escape(_SUFFIX))


@dataclass(frozen=True, slots=True)
class VersionManifest:
    """One version, the uploads that it brought and how their tables were understood."""

    version: Version
    previous_sha256: str
    """Of the file of the version before; empty for the first."""
    format: str
    """Names the way its tables were derived."""
    uploads: tuple[Upload, ...] = ()
    mappings: tuple[Remembered, ...] = ()
    layout: int = MANIFEST_LAYOUT


@dataclass(frozen=True, slots=True)
class _Sealed:
    sha256: str
    manifest: msgspec.Raw


def manifest_name(version_file: str) -> str:
    """The name of the manifest beside a version's file."""
    return version_file.removesuffix(".duckdb") + _SUFFIX


def manifest_number(name: str) -> int | None:
    """The version whose manifest has this name; None for another file."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def manifest_bytes(manifest: VersionManifest) -> bytes:
    """The manifest as JSON, sealed by the hash of its own text."""
    body = msgspec.json.encode(manifest)
    sealed = _Sealed(hashlib.sha256(body).hexdigest(), msgspec.Raw(body))
    return msgspec.json.encode(sealed) + b"\n"


def manifest_from(content: bytes) -> VersionManifest | None:
    """The manifest; None when a byte of it is not as it was written, or a newer release wrote it."""
    try:
        sealed = msgspec.json.decode(content, type=_Sealed)
        if hashlib.sha256(bytes(sealed.manifest)).hexdigest() != sealed.sha256:
            return None
        found = msgspec.json.decode(sealed.manifest, type=VersionManifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found if found.layout <= MANIFEST_LAYOUT else None


def read_manifest(path: Path) -> VersionManifest | None:
    """The manifest in a file; None when the file is gone or damaged."""
    return manifest_from(path.read_bytes()) if path.is_file() else None


def manifests(blobs: BlobStore) -> dict[str, VersionManifest | None]:
    """Every manifest among the versions by its name, in the order of versions; None for a damaged one."""
    names = [name for name in blobs.names(Area.VERSIONS) if manifest_number(name) is not None]
    return {name: read_manifest(blobs.path_for(Area.VERSIONS, name)) for name in names}
