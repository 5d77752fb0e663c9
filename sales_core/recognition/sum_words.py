"""Words that label a row of sums, in the languages of common exports, and tests of a cell for them."""

from __future__ import annotations

import re

from sales_core.recognition.header_names import normalise_text

#: Words of a sum of one group, then words of any sum. `計` and `总` alone count only where figures prove the sum.
SUBTOTAL_WORDS = (
    r"小\s*[计計]|汇\s*总|匯\s*總|sub[- ]?totals?|zwischensumme|teilsumme|sous[- ]total|subtotale?s?|소\s*계"
    r"|промежуточный итог|suma cz[eę][sś]ciowa"
)
TOTAL_WORDS = (
    r"合\s*[计計]|[总總総]\s*[计計]|共\s*[计計]|累\s*[计計]|[总總]\s*[额額数數]|[总總]\s*合|grand totals?|totals?|sum"
    r"|gesamt(?:summe|betrag)?|summe|insgesamt|total (?:général|general|geral)|totaux|totale(?: generale)?|totaal"
    r"|итого|всего|합\s*계|총\s*계|razem|celkem|toplam|[σ∑]"
)
_WORDS = rf"{SUBTOTAL_WORDS}|{TOTAL_WORDS}"
_SUBTOTAL = re.compile(SUBTOTAL_WORDS)
#: A label around or beside a word: `华东 小计`, `Total for Alpha Stores`, `Итого:`.
ROW_LABEL = re.compile(
    rf"(?P<label>.{{0,60}}?)[\s:：\-]*(?P<word>{_WORDS})[\s:：]*(?:\(.*\)|（.*）)?"
    rf"|(?P<word2>{_WORDS})\s+(?:for|of|pour|für|de|del|по)\s+(?P<label2>.{{1,60}})"
)
#: The same for a whole column at once, in the syntax of Arrow; a hit is only worth a look.
ANY_SUM_WORD = rf"(?i)(?:{_WORDS})[\s:：)）]*$|合\s*[计計][(（]|^(?:{_WORDS})\s+(?:for|of|pour|für|de|del|по)\s"
_COUNT = re.compile(
    r"(?:共|合计|合計|计|計|total|count)?\s*[:：]?\s*\d[\d,]*\s*(?:笔|筆|条|條|行|单|單|张|張|件|rows?|records?|lines?|items?)"
)
_BARE = frozenset(("*", "**", "***", "计", "計", "总", "總", "all", "全部", "ttl", "tot", "tot."))
_WHOLE = frozenset(("", "grand", "本页", "本頁", "全部", "全公司", "公司", "report"))


def sum_label(text: str) -> tuple[str, bool] | None:
    """(label, is grand) when a cell says that its row states a sum; None when it does not."""
    found = ROW_LABEL.fullmatch(normalise_text(text)) if text.strip() else None
    if found is None:
        return None
    word = found["word"] or found["word2"]
    label = (found["label"] or found["label2"] or "").strip(" -:：")
    is_part = _SUBTOTAL.fullmatch(word) and re.sub(r"\s", "", word) not in ("汇总", "匯總")
    return label, label in _WHOLE and not is_part


def may_label_sum(text: str) -> bool:
    """Whether a cell may stand in a row of sums: a sum word, a count of lines (6 笔), or a bare sign."""
    word = normalise_text(text)
    return sum_label(text) is not None or word in _BARE or bool(_COUNT.fullmatch(word))
