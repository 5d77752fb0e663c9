"""Units that headers, titles and brackets state: 万元, (USD '000), in thousands of EUR, (千円), in lakhs."""

from __future__ import annotations

import re
from functools import lru_cache

_TABLE = """
1 元 圆 円 원
100 百元 百 hundreds
1000 千元 千円 千 thousand thousands 000 000s k t tsd tausend mille milliers miles mil milhares тыс 천 천원
10000 万元 万円 万 萬元 萬 만 만원 w
100000 十万元 lakh lakhs lac lacs
1000000 百万元 百万円 百万 百萬 million millions mn mm m mio mill mln millionen millones milhões млн 백만 백만원
10000000 千万元 crore crores
100000000 亿元 亿 億元 億円 億 억 억원
1000000000 billion billions bn mrd 十亿
"""
#: Word → how many single units of money it is.
FACTORS = {word: int(factor) for factor, *words in map(str.split, _TABLE.strip().splitlines()) for word in words}
_SCALED_GOODS = {"万件": 10_000, "万箱": 10_000, "万台": 10_000, "千件": 1_000, "千箱": 1_000}
_GOODS = frozenset(
    [
        "件",
        "箱",
        "个",
        "台",
        "瓶",
        "盒",
        "包",
        "袋",
        "套",
        "吨",
        "kg",
        "公斤",
        "pcs",
        "ea",
        "each",
        "units",
        "支",
        "条",
        "双",
    ]
)
_SIGNS = re.compile(r"us\$|hk\$|nt\$|r\$|a\$|c\$|s\$|[$€£¥￥₹₩₽₺฿₫]")
_MONEY = re.compile(
    r"人民币|人民幣|美元|欧元|港币|港元|日元|英镑|d'"
    r"|(?<![a-z])(?:cny|rmb|usd|eur|gbp|hkd|jpy|krw|twd|inr|brl|chf|aud|cad|sgd|mxn|rub|sek|nok|dkk|pln|czk|huf|try|thb"
    r"|vnd|idr|myr|php|aed|sar|zar|euros?|dollars?|rupees?|yuan|reais|pesos|rs\.?|руб\.?|zł|kč)(?![a-z])"
)
_THOUSANDS_OF = re.compile(r"(?<![a-z])[tk](?:usd|eur|rmb|cny|chf|gbp|€|\$)(?![a-z])")
_FILLERS = re.compile(
    r"(?<![a-zà-ÿ])(?:in|of|de|en|em|all|the|are|is|figures?|amounts?|values?|numbers?|expressed|stated|shown|reported|units?"
    r"|angaben|beträge|alle|von|montants?|importes?|valores?|prices?)(?![a-zà-ÿ])|金额单位|货币单位|单位|単位|單位|단위"
)  # fmt: skip
_HINT = re.compile(
    r"thousand|million|billion|lakh|crore|(?<!\d)'?000|\bmio|\bmln|\btsd|тыс|млн|[千万百亿億萬천만억]|\bbn\b|\b[tk]€"
)
_BRACKET = re.compile(r"[(（\[【<《]([^()（）\[\]【】<>《》]*)[)）\]】>》]")
_TAIL = re.compile(r"(?:[:：/_]\s*|\s+in\s+)([^:：/_]+)$")
_ENDING = re.compile(r"(?<=[额額量入])((?:十|百|千)?万元|千元|百元|亿元|億元)$")
_LINE = re.compile(r"(?:单位|単位|單位|단위|units?|einheit|unité|unidad)\s?[:：]\s?([^,，;；)）】\]]+)")
_PARTS = re.compile(r"[,，;；|·–—]|\s-\s")
_SENTENCE = re.compile(r"(?<![a-zà-ÿ])((?:in|en|em|figures|amounts|values|angaben|beträge)\s[^,，;；()（）]{2,60})")


@lru_cache(maxsize=20_000)
def unit_factor(unit: str) -> int:
    """10 000 for 万元 and 1 000 for USD '000; 1 for goods, plain currencies and what is no unit."""
    return _factor(unit) or 1


def is_goods(unit: str) -> bool:
    """Whether a unit counts goods: 箱, pcs, 万件."""
    word = unit.replace(" ", "").casefold()
    return word in _GOODS or (word[:1] in {"千", "万"} and word[1:] in _GOODS)


def is_unit(word: str) -> bool:
    """Whether `word` names a unit of money or goods, or is `%`."""
    return _factor(word) is not None


@lru_cache(maxsize=20_000)
def _factor(unit: str) -> int | None:
    text = unit.strip().casefold()
    bare = text.replace(" ", "")
    if bare in _GOODS or bare == "%":
        return 1
    if bare in _SCALED_GOODS or bare in FACTORS:
        return _SCALED_GOODS.get(bare) or FACTORS[bare]
    thousands = _THOUSANDS_OF.search(text)
    rest = _THOUSANDS_OF.sub(" ", text)
    rest = _MONEY.sub(" ", _SIGNS.sub(" ", rest))
    named = rest != text
    rest = re.sub(r"[\s'’`.:：,\-]+", "", _FILLERS.sub(" ", rest))
    if not rest and thousands:
        return 1_000
    if not rest:
        return 1 if named else None
    return FACTORS.get(rest)


def split_unit(text: str) -> tuple[str, str]:
    """(header without its unit, unit): `金额（万元）`, `Amount ($000)`, `销售额_万元`, `Sales in thousands of USD`."""
    for found in _BRACKET.finditer(text):
        inner = found[1].strip(" :：")
        if is_unit(inner):
            return text[: found.start()] + text[found.end() :], inner
    if (tail := _TAIL.search(text)) and is_unit(tail[1].strip()):
        return text[: tail.start()], tail[1].strip()
    if ending := _ENDING.search(text):
        return text[: ending.start()], ending[1]
    return text, ""


def unknown_unit(header: str) -> str:
    """What a header states in brackets that looks like a magnitude and is none that is known; else empty."""
    return next((f[1] for f in _BRACKET.finditer(header) if _HINT.search(f[1]) and not is_unit(f[1])), "")


def stated_unit(text: str) -> str:
    """The unit of money that a line above or below a table states for all of it; else empty.

    Without a word or bracket that says so, a part of the line is one where it names a magnitude and a currency.
    """
    for form in (_LINE, _BRACKET, _SENTENCE):
        for found in form.finditer(text):
            if is_unit(found[1]) and (form is not _SENTENCE or unit_factor(found[1]) != 1):
                return found[1].strip()
    return next((part for one in _PARTS.split(text) if _is_scaled_money(part := one.strip())), "")


def _is_scaled_money(part: str) -> bool:
    return unit_factor(part) != 1 and bool(_MONEY.search(part.casefold()) or part.endswith("元"))
