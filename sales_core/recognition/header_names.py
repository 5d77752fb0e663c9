"""Headers compared: one spelling of a header however it was typed, and the unit it carries."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sales_core.recognition.money_units import split_unit

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
_INVISIBLE = re.compile(f"[{ZERO_WIDTH}]")
_DROP = re.compile(r"[\s_\-–—.,，。、*＊#/\\:：;；'\"‘’“”()（）\[\]【】<>《》?？!！&+]+")
_BRACKET = re.compile(r"[(（\[【<《]([^()（）\[\]【】<>《》]*)[)）\]】>》]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+|\d+")

#: Traditional characters that headers are written with → the simplified ones that the vocabulary holds.
_SIMPLE = str.maketrans(
    "戶稱產數額單價銷員業務區編號貨類別項訂發應庫倉實際標總計幣種稅門縣國規點電話備註開據達預費淨損積進轉廠領體積時間結餘賬帳收戰職責獎協議據與異動復覆審製經辦負責聯絡絡層級"
    "過碼條買賣還運營組織創讓狀態憑證儲選擇處無換環節鋪舖廣範圍權導購帶來賒誌樣參歷頁檔顧問團隊績贈寶貝優滿減補臺灣簽輸調撥歸屬請貸個幾賴僅紅沖訊郵聲寧記廢錄",
    "户称产数额单价销员业务区编号货类别项订发应库仓实际标总计币种税门县国规点电话备注开据达预费净损积进转厂领体积时间结余账账收战职责奖协议据与异动复复审制经办负责联络络层级"
    "过码条买卖还运营组织创让状态凭证储选择处无换环节铺铺广范围权导购带来赊志样参历页档顾问团队绩赠宝贝优满减补台湾签输调拨归属请贷个几赖仅红冲讯邮声宁记废录",
)


@dataclass(frozen=True, slots=True)
class Header:
    """One header cell. `keys`: the whole text normalised, then without brackets and units, most exact first."""

    raw: str
    keys: tuple[str, ...]
    unit: str = ""

    @property
    def key(self) -> str:
        """The most exact normalised spelling; empty for a blank header."""
        return self.keys[0] if self.keys else ""


def normalise_text(text: str) -> str:
    """NFKC, lower case, no zero-width characters and no outer spaces."""
    if text.isascii():
        return text.strip().casefold()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip().casefold()


def comparable_text(text: str) -> str:
    """The text normalised, with traditional characters as the simplified ones."""
    return normalise_text(text).translate(_SIMPLE)


@lru_cache(maxsize=50_000)
def key(text: str) -> str:
    """The spelling used to compare: `Order ID`, `order_id` and `OrderID` are one, and so are `Qté` and `Qte`."""
    return _plain(_DROP.sub("", normalise_text(text))).translate(_SIMPLE)


def _plain(text: str) -> str:
    """Latin letters without their accents; the marks of kana stay."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not "\u0300" <= c <= "\u036f"))


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a header in lower case, parted at blanks, signs and CamelCase: `TotalCost` is two."""
    apart = _CAMEL.sub(" ", unicodedata.normalize("NFKC", text))
    return tuple(_plain(word) for word in _WORD.findall(normalise_text(apart)))


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether a header says one of the words: a Latin word as a whole word, any other anywhere."""
    if not words:
        return False
    spelled, parts = key(text), tokens(text)
    joined = f" {' '.join(parts)} "
    return any(f" {word} " in joined if word.isascii() else word in spelled for word in words)


@lru_cache(maxsize=20_000)
def read_header(raw: str) -> Header:
    """The header cell with its comparable spellings and its unit (`金额（万元）` → `金额`, 万元)."""
    text = normalise_text(raw)
    whole = key(text)
    stripped, unit = split_unit(text)
    keys = [whole]
    for candidate in (key(stripped), key(_BRACKET.sub("", text))):
        if candidate and candidate not in keys:
            keys.append(candidate)
    return Header(raw, tuple(k for k in keys if k), unit)
