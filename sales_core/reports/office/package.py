"""An Office file as its parts: some are changed, all others stay byte for byte as they are."""

from __future__ import annotations

import io
import posixpath
import zipfile
from pathlib import Path
from typing import Any

from lxml import etree

from sales_core.formats.archive import Archive, part_key
from sales_core.formats.xlsx_book import parse_xml
from sales_core.kernel.settings import Limits

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
#: A file that somebody fills every month is small; a larger one is refused.
TEMPLATE_LIMITS = Limits(file_bytes=8 * 1024 * 1024, unpacked_bytes=200 * 1024 * 1024)
#: What kinds of relation between parts begin with.
RELATION_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class OfficePackage:
    """The parts of a file at `path`. Raises Refusal for one that is damaged, encrypted or unsafe."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.archive = Archive(path, limits)
        self._path = path
        self._trees: dict[str, Any] = {}
        self._made: dict[str, bytes] = {}

    def tree(self, part: str) -> Any:
        """The root element of a part. Whatever is changed in it is written."""
        key = part_key(part)
        if key not in self._trees:
            made = self._made.get(part)
            self._trees[key] = parse_xml(made if made is not None else self.archive.xml(part))
        return self._trees[key]

    def content(self, part: str) -> bytes:
        """The bytes of a part as they would be written."""
        return self._made[part] if part in self._made else self.archive.read(part)

    def put(self, part: str, content: bytes, content_type: str = "") -> None:
        """Replaces or adds a part; `content_type` is declared for one that is added."""
        self._made[part] = content
        if not content_type:
            return
        types, ending = self.tree("[Content_Types].xml"), part.rpartition(".")[2]
        if ending == "xml":
            etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{part}", ContentType=content_type)
        elif not any(one.get("Extension", "").lower() == ending for one in types):
            types.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type))

    def relate(self, part: str, kind: str, target: str) -> str:
        """Adds a relation of `part` to the part `target`; returns its id."""
        folder, _, file = part.rpartition("/")
        name = posixpath.join(folder, "_rels", f"{file}.rels")
        if name not in self.archive and name not in self._made:
            self._made[name] = f'<Relationships xmlns="{_RELATIONS}"/>'.encode()
        relations = self.tree(name)
        taken = {one.get("Id") for one in relations}
        found = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
        etree.SubElement(
            relations, f"{{{_RELATIONS}}}Relationship", Id=found, Type=f"{RELATION_KIND}/{kind}",
            Target=posixpath.relpath(target, folder),
        )  # fmt: skip
        return found

    def to_bytes(self) -> bytes:
        """The file with all changes."""
        out = io.BytesIO()
        changed = {key: _text(tree) for key, tree in self._trees.items()}
        made = {part_key(name): content for name, content in self._made.items()} | changed
        names = {part_key(name): name for name in self._made}
        with zipfile.ZipFile(self._path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                key = part_key(info.filename)
                target.writestr(info, made.pop(key) if key in made else source.read(info))
            for key, content in made.items():
                target.writestr(names[key], content)
        return out.getvalue()


def _text(tree: Any) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))
