"""Where receivable figures come from; see store/views/50_receivables.sql."""

from __future__ import annotations

from dataclasses import replace

from sales_core.catalogue.dimensions import CUSTOMER_DIMENSIONS
from sales_core.catalogue.metric import Fact, Origin, RequiredRows, RowKinds, TimeWindow, source
from sales_core.kernel.terms import Right

_CUSTOMER = " ".join(CUSTOMER_DIMENSIONS)

MOVEMENTS = Fact(
    id="receivable_movements",
    sources=(
        source("receivable_months", "month", "month country region branch source amount"),
        source("receivable_months_due", "month", "month country region source due amount"),
        source(
            "receivable_movements",
            "date",
            f"date month {_CUSTOMER} kind source document instalment reference item_date due term_end amount",
        ),
    ),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", "kind", "document", "instalment", "reference", "item_date", "due", "amount"),
    datasets=("receivables",),
    right=Right.VIEW_RECEIVABLES,
)

#: The movements that are invoicing (credit notes count against it), whatever they were set against.
_INVOICING = RowKinds("source", ("invoice", "credit_note", "credit"))
#: Those that tell when something was paid: receipts, and what documents state as paid on a day.
_PAYING = RowKinds("source", ("receipt", "stated"))

#: Movements of documents alone: receipts of a month do not say what was invoiced in it.
INVOICES = replace(MOVEMENTS, id="receivable_invoices", kinds=_INVOICING)
#: Movements of payments alone: documents of a month do not say what was paid in it.
PAYMENTS = replace(MOVEMENTS, id="receivable_payments", kinds=_PAYING)

COLLECTIONS = Fact(
    id="collections",
    sources=(source("collections", "date", f"date month {_CUSTOMER} reference document amount"),),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", "reference", "document", "amount"),
    right=Right.VIEW_RECEIVABLES,
)

SETTLEMENTS = Fact(
    id="receivable_settlements",
    sources=(
        source(
            "receivable_settlements",
            "date",
            f"date month {_CUSTOMER} document instalment due days_late amount",
        ),
    ),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", "document", "instalment", "due", "days_late", "amount"),
    coverage_fact=PAYMENTS,
    datasets=("receivables",),
    right=Right.VIEW_RECEIVABLES,
)

#: What is still open of a customer on the day of a balance adds up to it; items closed by then add up to nothing.
_OPEN_MOVEMENTS = Origin(
    id=MOVEMENTS.id,
    table="receivable_movements",
    on="o.customer = f.customer AND o.date <= f.date AND o.closed > f.date",
    detail=MOVEMENTS.detail,
    placed=True,
)

#: The row of the customer master that states the limit: the one loaded last, as the store takes it.
_LIMITS = Origin(
    id="customers",
    table="customer_limits",
    on="o.customer = f.customer",
    detail=("credit_limit", "term_days"),
    derived=("balance",),
)

BALANCES = Fact(
    id="customer_balances",
    sources=(source("customer_balances", "date", f"date month until {_CUSTOMER} balance credit_limit term_days"),),
    dimensions=CUSTOMER_DIMENSIONS,
    detail=("date", "balance", "credit_limit", "term_days"),
    where="until >= {closes}",
    origins=(_OPEN_MOVEMENTS, _LIMITS),
    datasets=("receivables",),
    right=Right.VIEW_RECEIVABLES,
)

FACTS = (MOVEMENTS, INVOICES, COLLECTIONS, SETTLEMENTS, BALANCES)

#: The rows `f` of movements that are invoicing.
INVOICING = _INVOICING.condition

#: What has to be loaded for a figure of receivables to be known: documents, what they were in the days asked, limits, terms.
DOCUMENTS = RequiredRows("", INVOICES, TimeWindow.CUMULATIVE)
DOCUMENTS_OF_PERIOD = RequiredRows("", INVOICES, TimeWindow.COMPARABLE_PERIOD)
LIMITS = RequiredRows("f.credit_limit IS NOT NULL")
TERMS = RequiredRows("f.term_end < DATE '9999-12-31'")
