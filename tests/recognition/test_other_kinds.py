"""Kinds that no dataset holds are told from what datasets hold: generated headers of both, in several languages."""

from __future__ import annotations

import random

import pytest

from sales_core.catalogue.catalogue import product
from sales_core.catalogue.dataset import Dataset
from sales_core.i18n import locales
from sales_core.recognition.header_names import normalise_text
from sales_core.recognition.other_kinds import other_kind

CATALOGUE = product()
PARTY = ("客户", "客户名称", "Customer", "Account", "Kunde", "Client", "Cliente", "得意先", "거래처명")
TOTAL = ("合计", "应收余额", "Total", "Balance", "Summe", "合計")
BANDS = (
    ("未到期", "1-30天", "31-60天", "61-90天", "90天以上"),
    ("Current", "1 - 30", "31 - 60", "61 - 90", "91 and over"),
    ("Not due", "0-30 days", "31-60 days", "61-90 days", ">90"),
    ("1~30日", "31~60日", "61~90日", "91日以上"),
    ("1-30 Tage", "31-60 Tage", "61-90 Tage", "over 90"),
    ("30天以内", "31-60天", "61-90天", "91-120天", "120+"),
)
DOCUMENT = ("单据号", "发票号", "Invoice No", "Invoice Date", "Due Date", "Num", "Rechnungsnr.")
LEDGER = (
    ("借方", "贷方", "余额"),
    ("Debit", "Credit", "Balance"),
    ("Soll", "Haben", "Saldo"),
    ("借方金额", "贷方金额", "方向"),
)


def kind_of(headers: list[str], title: str = "", *, months: bool = False) -> str:
    found = other_kind(CATALOGUE, [(header,) for header in headers], normalise_text(title), months_across=months)
    return found.id if found else ""


@pytest.mark.parametrize("seed", range(100))
def test_an_ageing_without_documents_is_named_and_one_with_documents_is_not(seed: int) -> None:
    pick = random.Random(seed)
    headers = [pick.choice(PARTY), *pick.choice(BANDS), pick.choice(TOTAL)]
    assert kind_of(headers, pick.choice(("", "账龄分析", "A/R Aging Summary"))) == "receivables_by_customer"
    headers.insert(1, pick.choice(DOCUMENT))
    assert kind_of(headers) == ""


@pytest.mark.parametrize("seed", range(40))
def test_debit_beside_credit_is_a_ledger(seed: int) -> None:
    pick = random.Random(seed)
    headers = ["日期", pick.choice(PARTY), *pick.choice(LEDGER)]
    pick.shuffle(headers)
    assert kind_of(headers) == "account_ledger"


@pytest.mark.parametrize("seed", range(40))
def test_months_across_are_actuals_only_without_words_of_a_target(seed: int) -> None:
    pick = random.Random(seed)
    headers = [pick.choice(("大区", "业务员", "Sales rep", "Region")), *(f"{month}月" for month in range(1, 13))]
    actual = pick.choice(("各大区销售额", "actual sales by rep", "回款统计", "Revenue 2026"))
    target = pick.choice(("销售目标", "Sales budget", "回款任务", "Quota", "销售计划"))
    assert kind_of(headers, actual, months=True) == "actuals_by_month"
    assert kind_of(headers, f"{target} {actual}", months=True) == ""
    assert kind_of(headers, actual) == ""


@pytest.mark.parametrize("dataset", CATALOGUE.datasets.values(), ids=lambda one: one.id)
def test_what_a_dataset_holds_is_never_another_kind(dataset: Dataset) -> None:
    pick = random.Random(dataset.id)
    titles = ["", *(dataset.label.in_(locale) for locale in locales()), *dataset.subject_words]
    for _ in range(60):
        locale = pick.choice(locales())
        named = [column.label.in_(locale) for column in dataset.columns]
        headers = [pick.choice((label, *column.aliases)) for label, column in zip(named, dataset.columns, strict=True)]
        for title in titles:
            assert kind_of(headers, title) == "", (title, headers)


def test_every_kind_has_its_words() -> None:
    for kind in CATALOGUE.other_kinds.values():
        for locale in locales():
            assert kind.label.in_(locale)
            assert kind.instead.in_(locale)
