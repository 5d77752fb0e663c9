"""Codes, names, flags and choices: kept as typed, cleaned of what nobody sees, guarded against loss."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, ValueKind
from sales_core.kernel.problems import Severity
from sales_core.recognition.header_names import ZERO_WIDTH, key, normalise_text, says
from sales_core.recognition.numbers import ERRORS
from sales_core.recognition.parsed import ColumnCells, Parsed, by_text

#: Characters that turn the direction of what follows, that show nothing, or that come of a wrong decoding.
_TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SHOWS_NOTHING = "\u3164\u2800\u115f\u1160\u180e"
_MOJIBAKE = re.compile("\ufffd|锟斤拷|â€|ï»¿|[ÃÂ][\x80-\xbf\u2018-\u2122]|烫烫")
_NOTHING_WORDS = frozenset(("nan", "none", "null", "undefined", "nil"))
_ODD = (
    rf"[{_TURNS}{_SHOWS_NOTHING}\x{{fffd}}]|锟斤拷|â€|[ÃÂ]|烫烫|^(?i:nan|none|null|undefined|nil)$|"
    r"^\s|\s$|[\x00-\x1f\x7f-\x{9f}" + ZERO_WIDTH + r"\x{fe00}-\x{fe0f}]|^['#=+\-/@\x{ff1d}\x{ff0b}\x{ff0d}\x{ff20}]"
    r"|^\d+\.0+$|^[\d.]+[eE]\+?\d+$|[\x{ff01}-\x{ff5e}\x{3000}]|_x00[0-9a-fA-F]{2}_|^\x{2014}+$|^\\$"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|_x00(?:0[0-8bcef]|1[0-9a-f]|7f)_", re.IGNORECASE)
_INVISIBLE = {ord(c): None for c in ZERO_WIDTH}
_FORMULA = re.compile(r"[=+\-@＝＋－＠]")
_SEVERITIES = {"E": Severity.ERROR, "W": Severity.WARNING, "N": Severity.NOTE}
_BLANK = frozenset(("-", "--", "—", "——", "–", "/", "－", "\\"))
_TRUE = frozenset(("是", "y", "yes", "true", "1", "t", "√", "✓", "对", "on", "x"))
FALSE_WORDS = frozenset(("否", "n", "no", "false", "0", "f", "×", "✗", "不", "off"))


def parse_words(cells: ColumnCells, column: DatasetColumn, longest: int) -> Parsed:
    """Cleaned texts with findings. Blank, `-` and `/` are null; words such as NULL and NA stay what they are."""
    parsed = Parsed(cells.texts)
    replaced: dict[int, str | None] = {}
    found: dict[str, list[int]] = {}
    for position, text in cells.odd(_ODD):
        value, codes = _clean(text, column.kind)
        replaced[position] = value
        for code in codes:
            found.setdefault(code, []).append(position)
    for position, text in cells.odd(rf"(?s)^.{{{min(longest, 1000)},}}.$") if len(cells.distinct) else []:
        if len(text) > longest:
            found.setdefault("E_CELL_TOO_LONG", []).append(position)
    if replaced:
        texts = cells.distinct.to_pylist()
        for position, value in replaced.items():
            texts[position] = value
        parsed.values = cells.spread(pa.array(texts, pa.string()))
    for code, positions in found.items():
        severity = _SEVERITIES[code[0]]
        parsed.add(code, severity, cells.rows_of(positions))
    return parsed


def _clean(text: str, kind: ValueKind) -> tuple[str | None, list[str]]:
    if _CONTROL.search(text):
        return text, ["E_CONTROL_CHAR"]
    value = text.translate(_INVISIBLE).strip(" \t\r\n\xa0\u3000" + _SHOWS_NOTHING)
    codes = ["W_NAME_TURNED"] if any(c in value for c in _TURNS) else []
    value = value.translate(dict.fromkeys(map(ord, _TURNS)))
    if not value or value in _BLANK:
        return None, ["W_NAME_BLANK"] if any(c in text for c in _SHOWS_NOTHING) else []
    if _MOJIBAKE.search(value):
        codes.append("W_MOJIBAKE")
    if value.casefold() in _NOTHING_WORDS:
        codes.append("N_NAME_NOTHING")
    if value.casefold() in ERRORS:
        return None, ["E_CELL_ERROR"]
    if kind is ValueKind.CODE:
        code, found = _code(value)
        return code, [*codes, *found]
    if "\n" in value or "\r" in value:
        value = re.sub(r"\s*[\r\n]+\s*", " ", value)
        if kind is ValueKind.NAME:
            codes.append("W_NEWLINE_IN_NAME")
    if _FORMULA.match(value):
        codes.append("W_FORMULA_TEXT")
    return value, codes


def _code(value: str) -> tuple[str, list[str]]:
    codes = []
    if any("\uff01" <= c <= "\uff5e" or c == "\u3000" for c in value):
        value = unicodedata.normalize("NFKC", value)
    if value.startswith("'") and len(value) > 1:
        value = value[1:]
        codes.append("W_CODE_WRAPPER")
    elif found := re.fullmatch(r'="(.*)"', value):
        value = found[1]
        codes.append("W_CODE_WRAPPER")
    # A program that loses digits writes 1.1E+17; 253E38293 is a code.
    if re.fullmatch(r"\d+\.\d+[eE]\+?\d{1,3}|\d+[eE]\+\d{1,3}", value):
        codes.append("E_CODE_PRECISION")
    elif found := re.fullmatch(r"(\d+)\.0+", value):
        value = found[1]
        codes.append("W_CODE_NUMBER")
    elif value.startswith(("=", "@")):
        codes.append("W_FORMULA_TEXT")
    return value, codes


def parse_flags(cells: ColumnCells) -> Parsed:
    """Booleans; an unknown word is an error."""

    def read(text: str) -> tuple[bool | None, str]:
        word = normalise_text(text)
        if word in _TRUE or word in FALSE_WORDS:
            return word in _TRUE, ""
        return None, "" if word in _BLANK or not word else "E_CHOICE"

    values, found = by_text(cells, read, pa.bool_())
    parsed = Parsed(values)
    parsed.add("E_CHOICE", Severity.ERROR, cells.rows_of(found.get("E_CHOICE", ())), choices="是/否, yes/no")
    return parsed


def _longer(text: str, column: DatasetColumn) -> str | None:
    """The stored value of a longer word, by what it ends with or holds: 销售退货单 is a return, so is `Credit Memo`."""
    spelled = key(text)
    for stored, endings in column.choice_endings:
        if says(text, tuple(w for w in endings if w.isascii())):
            return stored
        if any(spelled.endswith(w) or (len(w) > 1 and w in spelled) for w in endings if not w.isascii()):
            return stored
    return None


def parse_choices(cells: ColumnCells, column: DatasetColumn) -> Parsed:
    """Stored values of the words; an unknown word is an error."""
    meant = {key(word): stored for stored, words in column.choices for word in (stored, *words)}

    def read(text: str) -> tuple[str | None, str]:
        stored = meant.get(key(text)) or _longer(text, column)
        return stored, "" if stored or not key(text) else "E_CHOICE"

    values, found = by_text(cells, read, pa.string())
    parsed = Parsed(values)
    allowed = ", ".join(words[0] if words else stored for stored, words in column.choices)
    rows = cells.rows_of(found.get("E_CHOICE", ()))
    if column.role is ColumnRole.RETURN_MARK:  # a kind of sale that nobody listed is a sale
        parsed.add("W_KIND_UNKNOWN", Severity.WARNING, rows, choices=allowed)
    else:
        parsed.add("E_CHOICE", Severity.ERROR, rows, choices=allowed)
    return parsed
