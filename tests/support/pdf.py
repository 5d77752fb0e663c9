"""What stands in PDF files."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader
from pypdf.generic import IndirectObject


def pdf_text(file: bytes) -> str:
    """The text of all pages as a reader would select it, without blanks: where letters stand apart is a look."""
    return bare("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages))


def bare(text: str) -> str:
    """A text without blanks."""
    return re.sub(r"\s+", "", text)


def pdf_fonts(file: bytes) -> set[str]:
    """The names of the fonts whose outlines the file holds."""
    reader = PdfReader(io.BytesIO(file))
    found: set[str] = set()
    for at in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())) + 1):
        thing: Any = reader.get_object(IndirectObject(at, 0, reader))
        if isinstance(thing, dict) and {"/FontFile", "/FontFile2", "/FontFile3"} & thing.keys():
            found.add(str(thing["/FontName"]).rpartition("+")[2])
    return found
