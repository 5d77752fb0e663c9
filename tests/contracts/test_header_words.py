"""The vocabulary of exports: every word belongs to a column that exists, once, and means one column of a dataset."""

from __future__ import annotations

from collections import defaultdict

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.header_words import EVERY_DATASET, FOLDER, HeaderWord, header_words, words_of
from sales_core.catalogue.own_words import OwnWord, own_words, own_words_text
from sales_core.i18n import locales
from sales_core.recognition.header_names import key, read_header, says, tokens
from sales_core.recognition.header_synonyms import Vocabulary, vocabulary_of

PRODUCT = product()
LANGUAGES = {"zh", "en", "ja", "ko", "de", "fr", "es", "pt"}
SYSTEMS = (
    "SAP", "Oracle", "Dynamics", "Odoo", "ERPNext", "QuickBooks", "Xero", "Shopify", "WooCommerce", "Amazon", "Salesforce",
    "用友", "金蝶", "管家婆", "聚水潭", "旺店通", "淘宝", "京东", "拼多多",
)  # fmt: skip


def described(word: HeaderWord) -> str:
    return f"{word.dataset}.{word.column} {word.word!r} ({word.system})"


def test_every_word_names_a_column_that_is_read() -> None:
    for word in header_words():
        kinds = [PRODUCT.dataset(word.dataset)] if word.dataset != EVERY_DATASET else [*PRODUCT.datasets.values()]
        assert any(word.column in {c.id for c in kind.readable_columns} for kind in kinds), described(word)
        assert word.source, described(word)
        assert key(word.word), described(word)
        assert word.language in LANGUAGES, described(word)


def test_no_word_is_said_twice_or_for_two_columns() -> None:
    owners: defaultdict[tuple[str, str], list[HeaderWord]] = defaultdict(list)
    for word in header_words():
        owners[word.dataset, key(word.word)].append(word)
    assert not [tuple(map(described, words)) for words in owners.values() if len(words) > 1]


def test_no_word_repeats_what_the_column_declares() -> None:
    for word in header_words():
        if word.dataset != EVERY_DATASET:
            column = PRODUCT.dataset(word.dataset).column(word.column)
            declared = {key(w) for w in (column.id, *column.aliases, *(column.label.in_(lang) for lang in locales()))}
            assert key(word.word) not in declared, described(word)


def test_the_common_systems_and_languages_have_words() -> None:
    named = " ".join(words_of(path)[0].system for path in FOLDER.glob("*.toml"))
    assert not [system for system in SYSTEMS if system not in named]
    assert {word.language for word in header_words()} == LANGUAGES


@pytest.mark.parametrize(
    "dataset, header, column",
    [
        ("sales", "Bill.Doc.", "order_no"), ("sales", "TotalProductCost", "cost"), ("sales", "Lineitem quantity", "quantity"),
        ("sales", "過帳日期", "date"), ("sales", "Rechnungsnr", "order_no"), ("sales", "Quantité", "quantity"),
        ("sales", "Número de factura", "order_no"), ("sales", "Valor líquido", "amount"), ("sales", "売上金額", "amount"),
        ("sales", "공급가액", "amount"), ("stock", "UnitsBalance", "quantity"), ("receivables", "Saldo", "balance"),
    ],
)  # fmt: skip
def test_headers_of_other_systems_are_known(dataset: str, header: str, column: str) -> None:
    words = vocabulary_of(PRODUCT).words(PRODUCT.dataset(dataset))
    assert words[read_header(header).key][0][0] == column


def test_headers_are_parted_into_words() -> None:
    assert tokens("TotalProductCost_v2") == ("total", "product", "cost", "v", "2")
    assert says("LastMonthQty", ("last month",))
    assert not says("Opening", ("in",))
    assert says("上月/数量", ("上月",))


def test_words_of_a_company_win() -> None:
    own = (OwnWord("sales", "amount", "Kasse"), OwnWord("sales", "customer_name", "Sales"))
    words = Vocabulary(PRODUCT, own).words(PRODUCT.dataset("sales"))
    assert [words[key(one.word)][0][0] for one in own] == ["amount", "customer_name"]
    assert own_words(own_words_text(own)) == own
    assert own_words("") == ()
