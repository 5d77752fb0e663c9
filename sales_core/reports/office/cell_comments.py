"""Comments on cells: each says which figure the cell holds, under which code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from sales_core.formats.xlsx_book import children, relations
from sales_core.formats.xlsx_walk import column_number
from sales_core.reports.office.cell_place import CellPlace
from sales_core.reports.office.package import RELATION_KIND, OfficePackage
from sales_core.reports.office.placeholder import CODE_LINE

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: Who writes them; by it a later filling knows its own.
_AUTHOR = "figure codes"
#: Stands in the names of parts that a filling adds.
_ADDED = "figures"
#: Elements of a sheet that come after the one which names its old-style drawing.
_AFTER = frozenset(
    {
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    }
)  # fmt: skip
_EMPTY_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" '
    'o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;visibility:hidden;width:220pt;'
    'height:90pt" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def put_comments(package: OfficePackage, sheet_part: str, texts: Mapping[CellPlace, str]) -> None:
    """Adds a comment to each cell; one that somebody wrote keeps his words above ours, an earlier one of ours goes."""
    related = dict(dict(relations(package.archive, sheet_part)).values())
    part = related.get("comments", "")
    if not part:
        part = _new_name(sheet_part, "comments", "xml")
        package.put(part, f'<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'.encode(), _COMMENTS)
        package.relate(sheet_part, "comments", part)
    root = package.tree(part)
    new = [place for place, text in texts.items() if _put(root, place, text)]
    if new:
        _draw(package, sheet_part, related.get("vmlDrawing", ""), new)


def _put(root: Any, place: CellPlace, text: str) -> bool:
    """Whether the cell had no comment before."""
    space = etree.QName(root).namespace
    authors = next(children(root, "authors"))
    names = [one.text for one in authors]
    if _AUTHOR not in names:
        etree.SubElement(authors, f"{{{space}}}author").text = _AUTHOR
        names.append(_AUTHOR)
    own, group = names.index(_AUTHOR), next(children(root, "commentList"))
    name = f"{place.column}{place.row}"
    found = next((one for one in children(group, "comment") if one.get("ref") == name), None)
    if found is None:
        made = etree.SubElement(group, f"{{{space}}}comment", ref=name, authorId=str(own))
        _say(etree.SubElement(made, f"{{{space}}}text"), text)
        return True
    words = next(children(found, "text"))
    for run in list(words):
        if "".join(run.itertext()).lstrip().startswith(CODE_LINE.strip()):
            words.remove(run)
    _say(words, text)
    return False


def _say(words: Any, text: str) -> None:
    """Adds a run, which stands behind whatever is said already."""
    space = etree.QName(words).namespace
    run = etree.SubElement(words, f"{{{space}}}r")
    said = etree.SubElement(run, f"{{{space}}}t")
    said.text = f"\n{text}" if len(words) > 1 else text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _draw(package: OfficePackage, sheet_part: str, part: str, places: list[CellPlace]) -> None:
    """The boxes in which Excel shows them: without one a comment is not shown."""
    if part:
        content = package.content(part).decode("utf-8")
    else:
        part, content = _new_name(sheet_part, "vmlDrawing", "vml"), _EMPTY_DRAWING
        package.put(part, content.encode(), _DRAWING)
        _name_drawing(package.tree(sheet_part), package.relate(sheet_part, "vmlDrawing", part))
    taken = [int(number) for number in re.findall(r"_x0000_s(\d+)", content)]
    first = max(taken, default=1024) + 1
    shapes = "".join(
        _SHAPE.format(number=first + at, row=place.row - 1, column=column_number(place.column) - 1)
        for at, place in enumerate(places)
    )
    before, end, after = content.rpartition("</xml>")
    package.put(part, f"{before}{shapes}{end}{after}".encode())


def _name_drawing(root: Any, relation: str) -> None:
    space = etree.QName(root).namespace
    element = etree.Element(f"{{{space}}}legacyDrawing")
    element.set(f"{{{RELATION_KIND}}}id", relation)
    at = next((place for place, one in enumerate(root) if etree.QName(one).localname in _AFTER), len(root))
    root.insert(at, element)


def _new_name(sheet_part: str, kind: str, ending: str) -> str:
    """A name that no part of the file has: after the sheet's own."""
    stem = sheet_part.rpartition("/")[2].partition(".")[0]
    return f"xl/{kind}_{_ADDED}_{stem}.{ending}"
