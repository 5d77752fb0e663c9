"""What stands around a number in a cell: currency signs, magnitudes, units of goods, digits of other scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from sales_core.recognition.header_names import normalise_text


def _words(table: str) -> dict[str, str]:
    """`MEANING word word …` a line → word → meaning."""
    lines = (line.split() for line in table.strip().splitlines())
    return {word: meaning for meaning, *words in lines for word in words}


#: Signs and words → the currency they name. `¥` is two currencies, so it is kept as it is.
CURRENCIES = _words("""
CNY cny rmb 人民币 人民幣
USD usd us$ u$s $ 美元
EUR eur € 欧元 euro
GBP gbp £ 英镑
HKD hkd hk$ 港币 港元
JPY jpy 日元
¥ ¥
KRW krw ₩
TWD twd nt$ ntd
INR inr ₹ rs. rs
BRL brl r$
CHF chf sfr. sfr fr.
AUD aud a$
CAD cad c$
SGD sgd s$
MXN mxn mx$
RUB rub ₽ руб. руб
SEK sek
NOK nok
DKK dkk
PLN pln zł
CZK czk kč
HUF huf
TRY try ₺
THB thb ฿
VND vnd ₫
IDR idr rp. rp
MYR myr rm
PHP php ₱
AED aed
SAR sar
ILS ils ₪
UAH uah ₴
NGN ngn ₦
ZAR zar
""")
#: Words behind a number that are a unit of money of their own: they beat the unit of the sheet.
MAGNITUDES = {
    word: int(factor)
    for word, factor in _words("""
1 元 圆 圓 円 원
1000 千元 千円 千 천원 k thousand tsd. tsd
10000 万元 萬元 万円 万 萬 만원 w
100000 lakhs lakh lacs lac
1000000 百万元 百萬元 百万円 百万 百萬 million mio. mio mln
10000000 crores crore
100000000 亿元 億元 億円 亿 億 억원
""").items()
}
#: Units of goods → the unit they are one with.
GOODS = {unit: unit for unit in "件箱台瓶盒包袋套吨支条双打桶罐提只板扎斤升本筐"} | _words("""
个 个 個 개
kg 公斤 千克 kg
g 克
pcs pcs pc pcs. pce ea each units unit stk stk. stück st. шт шт. uds un szt szt.
case ctn ctns case cases carton cartons cs ケース kiste kisten karton caixa caixas
box box boxes bx 박스
bottle bottle bottles btl
dozen dozen doz dz
pallet pallet pallets
pack pack packs
t t tons
""")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


_BEFORE = re.compile(rf"^({_any(CURRENCIES)})\s*(?=[-+(.\d]|$)")
_AFTER = re.compile(rf"(?<=[\d).-])\s*({_any(CURRENCIES)})$")
_GOODS = re.compile(rf"(?<=[\d)])\s*({_any(GOODS)})$")
_MAGNITUDE = re.compile(rf"(?<=[\d)])\s*({_any(MAGNITUDES)})$")
_SIDE = re.compile(r"(?<=[\d)])\s*(dr|cr)\.?$")
_ARABIC = str.maketrans("٫٬", ".,")
#: A digit that is not one of 0 to 9, or an Arabic separator.
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]|[٫٬]")


def plain_digits(text: str) -> str:
    """Text with the digits of every script as 0 to 9, and Arabic separators as point and comma."""
    if text.isascii() or not _FOREIGN_DIGIT.search(text):
        return text
    return "".join(
        c if c.isascii() or not c.isdecimal() else str(unicodedata.decimal(c)) for c in text.translate(_ARABIC)
    )


def number_word(text: str) -> str:
    """A cell as it is compared: one width, one kind of minus, lower case, nothing invisible."""
    word = normalise_text(text)
    return plain_digits(word).lstrip("'").replace("−", "-").replace("\uffe5", "¥")


def take_currency(word: str) -> tuple[str, str]:
    """(rest, currency) without a sign or word of a currency before or behind the number."""
    if found := _BEFORE.match(word):
        return word[found.end() :].strip(), CURRENCIES[found[1]]
    if found := _AFTER.search(word):
        return word[: found.start()].strip(), CURRENCIES[found[1]]
    return word, ""


def take_goods(word: str) -> tuple[str, str]:
    """(rest, unit) without a unit of goods behind the number."""
    found = _GOODS.search(word)
    return (word[: found.start()].strip(), GOODS[found[1]]) if found else (word, "")


def take_magnitude(word: str) -> tuple[str, int]:
    """(rest, factor) without a magnitude behind the number; 0 when there is none."""
    found = _MAGNITUDE.search(word)
    return (word[: found.start()].strip(), MAGNITUDES[found[1]]) if found else (word, 0)


def take_side(word: str) -> tuple[str, str]:
    """(rest, `dr` or `cr`) without the side of an account behind the number."""
    found = _SIDE.search(word)
    return (word[: found.start()].strip(), found[1]) if found else (word, "")
