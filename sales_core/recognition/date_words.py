"""Words in and around a day: weekdays, months in ten languages, Japanese eras, Korean and Arabic digits."""

from __future__ import annotations

import re

from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.months import month_header
from sales_core.recognition.number_words import plain_digits

_MONTHS = """
jan januar jänner januari janvier janv enero ene janeiro gennaio gen january января январь янв stycznia
feb februar februari février fevrier févr fevr febrero fevereiro fev febbraio february февраля февраль фев lutego
mar mär mrz märz maerz maart mars marzo março marco march марта март мар marca
apr april avril avr abril abr aprile апреля апрель апр kwietnia
may mai mei mayo maio maggio mag мая май maja
jun juni juin junio junho giugno giu june июня июнь июн czerwca
jul juli juillet juil julio julho luglio lug july июля июль июл lipca
aug august augustus août aout agosto ago августа август авг sierpnia
sep sept september septembre septiembre setiembre setembro set settembre сентября сентябрь сен września
oct okt oktober octobre octubre outubro out ottobre ott october октября октябрь окт października
nov november novembre noviembre novembro ноября ноябрь ноя listopada
dec dez dezember december décembre decembre déc diciembre dic dezembro dicembre декабря декабрь дек grudnia
"""
_MONTH = {word: number for number, line in enumerate(_MONTHS.strip().splitlines(), start=1) for word in line.split()}
_WEEKDAYS = (
    r"(?:星期|周|週|礼拜|禮拜)[一二三四五六日天]", r"[月火水木金土日]曜日?", r"[월화수목금토일]요일",
    r"mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|r|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?",
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so",
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim",
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo|mié|jue|vie|sáb|dom",
    r"segunda(?:-feira)?|terça(?:-feira)?|quarta(?:-feira)?|quinta(?:-feira)?|sexta(?:-feira)?|seg|ter|qua|qui|sex",
    r"пн|вт|ср|чт|пт|сб|вс",
)  # fmt: skip
_WEEKDAY = "|".join(_WEEKDAYS)
_ONE_SIGN = "[月火水木金土日월화수목금토일一二三四五六]"
_FIRST = re.compile(rf"^\(?(?:{_WEEKDAY})\)?[.,]*\s+(?=[\da-zà-ÿа-я])")
_LAST = re.compile(rf"(?<=[\d日号])[\s,]*(?:\((?:{_WEEKDAY}|{_ONE_SIGN})\)|(?<=[\s\d日号])(?:{_WEEKDAY}))\.?$")
_BETWEEN = re.compile(r"(?<=[\d日])\s*\((?:[月火水木金土日])\)\s*(?=\d)")
_ERA = re.compile(
    r"(令和|平成|昭和|(?:[rhs](?=\d{1,2}[./-])))\s?(元|\d{1,2})\s?[年./-]\s?(\d{1,2})(?:\s?[月./-]\s?(\d{1,2})?\s?日?)?(.*)"
)
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925}
_KOREAN = str.maketrans("년월일", "年月日")
_SPACED = re.compile(r"(\d{4})\.\s(\d{1,2})\.\s(\d{1,2})\.?(.*)")
_WORDY = re.compile(
    r"(\d{1,2})(?:\.|er|º|ª)?[-/\s]*(?:de\s)?([a-zà-ÿа-яąćęłńóśźż]{3,12})\.?[-/,\s]*(?:de\s|del\s)?(\d{4}|\d{2})(?:\s?г\.?)?(?:\s.*)?"
)


def date_word(text: str) -> str:
    """A cell as days are compared: one width, digits 0 to 9, no weekday, Japanese eras as years."""
    word = plain_digits(normalise_text(text)).lstrip("'")
    if word.isascii() and not word[:1].isalpha() and not word[-1:].isalpha() and word[-1:] != ")":
        return word if " " not in word else _spaced(word)
    word = _BETWEEN.sub(" ", _LAST.sub("", _FIRST.sub("", word.translate(_KOREAN))).strip())
    if found := _ERA.fullmatch(word):
        year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
        day = f"-{found[4]}" if found[4] else ""
        return f"{year}-{found[3]}{day}{found[5]}"
    return _spaced(word)


def _spaced(word: str) -> str:
    """`2026. 5. 2.` as Korean programs write it → `2026-5-2`."""
    found = _SPACED.fullmatch(word)
    return f"{found[1]}-{found[2]}-{found[3]}{found[4]}" if found else word


def worded_day(word: str) -> tuple[str, int, str] | None:
    """(year as written, month, day) of `2. Mai 2026`, `2 de mayo de 2026`, `2 мая 2026 г.`."""
    found = _WORDY.fullmatch(word)
    if found is None:
        return None
    month = _MONTH.get(found[2]) or (named[1] if (named := month_header(found[2])) else None)
    return (found[3], month, found[1]) if month else None
