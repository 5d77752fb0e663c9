"""Decodes the bytes of a text file strictly, or says why not. A wrong letter is worse than a refusal."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from sales_core.formats.refusal import Refusal
from sales_core.formats.scripts import alphabet_score, chinese_share, cyrillic_score, hangul_share, kana_share

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 18
_SIMPLIFIED = [
    *("日期", "时间", "单号", "编码", "编号", "代码", "名称", "客户", "产品", "商品", "物料", "规格", "数量", "单价"),
    *("金额", "单位", "部门", "区域", "大区", "地区", "省份", "城市", "门店", "渠道", "业务员", "销售", "目标", "预算"),
    *("计划", "实际", "库存", "仓库", "批号", "批次", "应收", "回款", "收款", "发票", "订单", "税额", "税率", "成本"),
    *("毛利", "折扣", "备注", "合计", "总计", "姓名", "工号", "年份", "月份", "类别", "品牌", "费用"),
]  # fmt: skip
_TRADITIONAL = [
    *("日期", "客戶", "產品", "商品", "數量", "單價", "金額", "單號", "編號", "編碼", "名稱", "倉庫", "庫存", "業務"),
    *("銷售", "目標", "區域", "部門", "訂單", "發票", "備註", "合計", "總計", "地區"),
]  # fmt: skip
_WESTERN = ("cp1252", "mac_roman")
_CYRILLIC = ("cp1251", "koi8_r", "cp866")
CP936 = "cp936"
_EURO = "sales-core-euro"
#: Shares above which bytes spell Japanese or Korean, and below which no Chinese; score of Cyrillic words.
_KANA, _HANGUL, _CHINESE, _WORDS_OF_ONE = 0.12, 0.9, 0.3, 0.6
_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŒœŸ]")
_ACCENTS = frozenset("àâäáãåæçéèêëíìîïñóòôöõøœúùûüýÿßÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜÝ")
_SIGNS = frozenset("’‘“”–—…€£°º«»½²³·®©™\xa0¿¡")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text and the codec it was read with; `guessed` when the user should look at it."""

    text: str
    encoding: str
    guessed: bool = False


def decode_bytes(data: bytes, encoding: str | None = None) -> Decoded:
    """The text. `encoding` overrides every guess but stays strict.

    Raises Refusal E_ENCODING with line and field of the first bad byte, E_FORMAT for bytes that are no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark) and encoding in (None, name, name.rpartition("-")[0], "utf-8-sig"):
            return _strict(data[len(mark) :], name)
    if encoding:
        return _strict(data, encoding)
    sample = data[:_SAMPLE]
    if wide := _wide_codec(sample):
        return _strict(data, wide)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_binary(sample, share=0.03)
        if _nearly_utf8(data):
            raise _bad_place(data, "utf-8", error) from error
    return _legacy(data)


def utf8_sample(data: bytes, size: int) -> str | None:
    """The first `size` bytes as text without byte order mark; None when they are not plain UTF-8 text."""
    head = data[:size]
    if any(head.startswith(mark) for mark, name in _BOMS if name != "utf-8") or _wide_codec(head):
        return None
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head, final=len(data) <= size)
    except UnicodeDecodeError:
        return None
    _refuse_binary(head, share=0.3)
    return text.removeprefix("\ufeff")


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(*_codec(encoding)), encoding)
    except LookupError as error:
        raise Refusal("E_ENCODING", value=encoding, encoding=encoding) from error
    except UnicodeDecodeError as error:
        raise _bad_place(data, encoding, error) from error


def _wide_codec(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every other byte (or three of four) is zero for Latin, separators
    and digits."""
    zeros = [sample[offset::4].count(0) for offset in range(4)]
    quarter = max(len(sample) // 4, 1)
    if quarter >= 2 and len(sample) % 4 == 0:
        if min(zeros[1:]) >= 0.9 * quarter and zeros[0] < 0.2 * quarter:
            return "utf-32-le"
        if min(zeros[:3]) >= 0.9 * quarter and zeros[3] < 0.2 * quarter:
            return "utf-32-be"
    even, odd = zeros[0] + zeros[2], zeros[1] + zeros[3]
    half = max(len(sample) // 2, 1)
    if odd >= 0.2 * half and even < 0.02 * half:
        return "utf-16-le"
    if even >= 0.2 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _refuse_binary(sample: bytes, *, share: float) -> None:
    """Control characters belong in no text; a few in good UTF-8 are for the checks of cells to name."""
    controls = sum(sample.count(byte) for byte in (*range(9), 11, *range(14, 27), *range(28, 32)))
    if controls > 2 and controls > share * len(sample):
        raise Refusal("E_FORMAT", value="binary")


def _nearly_utf8(data: bytes) -> bool:
    """A few bad bytes among many good sequences: damage, not another encoding."""
    shown = data.decode("utf-8", errors="replace")
    bad = shown.count("�")
    good = sum(1 for character in shown[:_SAMPLE] if ord(character) > 127) - bad
    return good >= 5 * bad


def _bad_place(data: bytes, encoding: str, error: UnicodeDecodeError) -> Refusal:
    """Line and field of the first byte that cannot be decoded, with the header above it."""
    before = data[: error.start].decode(encoding, errors="replace")
    lines = re.split(r"\r\n|\r|\n", before)
    header, current = lines[0], lines[-1]
    if len(lines) == 1:
        rest = data[error.start :].decode(encoding, errors="replace")
        header = before + re.split(r"[\r\n]", rest)[0]
    separator = max(",;\t|", key=header.count)
    field = current.count(separator) + 1
    names = header.split(separator)
    column = names[field - 1].strip().strip('"') if field <= len(names) and len(lines) > 1 else ""
    bad = data[error.start : error.start + 4]
    surrogate = encoding == "utf-8" and bad[:1] == b"\xed" and 0xA0 <= (bad[1] if len(bad) > 1 else 0) <= 0xBF
    return Refusal(
        "E_ENCODING",
        cell=f"row {len(lines)}" if surrogate else f"line {len(lines)} col {field}",
        column=column,
        value="0x" + data[error.start : max(error.end, error.start + 1)].hex().upper(),
        encoding=encoding,
    )


def _legacy(data: bytes) -> Decoded:
    """One of the encodings from before Unicode; only GB18030 with plain evidence is taken without a
    question."""
    chinese, big5 = _try(data, "gb18030") or _try(data, CP936), _try(data, "big5hkscs")
    name = "gb18030" if b"\x80" not in data or _try(data, "gb18030") else CP936
    as_gb = _common_share(chinese, "gb2312") if chinese else 0.0
    as_big5 = _common_share(big5, "big5") if big5 else 0.0
    gb_words = _words(chinese, _SIMPLIFIED)
    big5_words = _words(big5, _TRADITIONAL)
    if chinese and gb_words and gb_words >= big5_words:
        return Decoded(chinese, name)
    if big5 and big5_words:
        return Decoded(big5, "big5", guessed=True)
    if (eastern := _eastern(data, chinese)) is not None:
        return eastern
    isolated = _isolated_share(data)
    if chinese and as_gb > 0.8 and isolated < 0.3:
        return Decoded(chinese, name, guessed=as_gb < 0.95 or (len(data) > 64 and as_big5 > as_gb))
    if big5 and as_big5 > 0.8 and isolated < 0.3:
        return Decoded(big5, "big5", guessed=True)
    return _western(data)


def _eastern(data: bytes, chinese: str | None) -> Decoded | None:
    """Japanese by its kana, Korean by its Hangul where the same bytes spell no Chinese, Cyrillic by its words."""
    japanese, korean = _try(data, "cp932"), _try(data, "cp949")
    if japanese and kana_share(japanese) >= _KANA:
        return Decoded(japanese, "cp932", guessed=True)
    as_chinese = chinese_share(chinese) if chinese else 0.0
    if korean and hangul_share(korean) >= _HANGUL and as_chinese < _CHINESE:
        return Decoded(korean, "cp949", guessed=True)
    scored = [(cyrillic_score(text), codec, text) for codec in _CYRILLIC if (text := _try(data, codec)) is not None]
    score, codec, text = max(scored, default=(-1.0, "", ""))
    return Decoded(text, codec, guessed=True) if score > _WORDS_OF_ONE and as_chinese < _CHINESE else None


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(*_codec(encoding))
    except UnicodeDecodeError:
        return None


def _codec(encoding: str) -> tuple[str, str]:
    """Codec and error handling: cp936 is GB18030 with the euro at byte 0x80, which Python does not know."""
    return ("gb18030", _EURO) if encoding == CP936 else (encoding, "strict")


def _euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError) and error.object[error.start] == 0x80:
        return "€", error.start + 1
    raise error


codecs.register_error(_EURO, _euro)


def _words(text: str | None, words: list[str]) -> int:
    head = (text or "")[:4000]
    return sum(word in head for word in words)


def _common_share(text: str, narrow: str) -> float:
    """Share of the characters beyond ASCII that the older, smaller set of common characters holds."""
    wide = [character for character in text[:20_000] if ord(character) > 127]
    if not wide:
        return 0.0
    return sum(_is_common(character, narrow) for character in wide) / len(wide)


def _is_common(character: str, narrow: str) -> bool:
    try:
        code = character.encode(narrow)
    except UnicodeEncodeError:
        return False
    level_one = (0xB0, 0xD7) if narrow == "gb2312" else (0xA4, 0xC6)
    return level_one[0] <= code[0] <= level_one[1] or code[0] in (0xA1, 0xA3)


def _isolated_share(data: bytes) -> float:
    """Share of high bytes that stand alone between ASCII: letters with accents, not halves of Chinese
    characters."""
    runs = re.findall(rb"[\x80-\xff]+", data[:_SAMPLE])
    alone = sum(len(run) == 1 for run in runs)
    return alone / len(runs) if runs else 0.0


def _western(data: bytes) -> Decoded:
    scored = [(_western_score(text), name, text) for name in _WESTERN if (text := _try(data, name)) is not None]
    if not scored:
        text = data.decode("latin-1")
        return Decoded(text, "latin-1", guessed=True)
    _, name, text = max(scored, key=lambda entry: entry[0])
    central = _try(data, "cp1250")
    best = alphabet_score(central, "cp1250") if central else 0.0
    if central and best > max(0.9, alphabet_score(text, "cp1252")):
        return Decoded(central, "cp1250", guessed=True)
    return Decoded(text, name, guessed=True)


def _western_score(text: str) -> float:
    """Accented letters next to letters count for the codec, odd symbols against it."""
    score = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text[:_SAMPLE]):
        character, at = found[0], found.start()
        beside = bool(_LETTERS.match(text[at - 1 : at] or " ")) or bool(_LETTERS.match(text[at + 1 : at + 2] or " "))
        if character in _ACCENTS:
            score += (1.0 if beside else 0.2) - (0.5 if character.isupper() and text[at - 1 : at].islower() else 0)
        else:
            score += 0.3 if character in _SIGNS else -1.0
    return score
