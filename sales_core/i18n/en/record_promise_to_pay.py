"""Promises to pay."""

TEXTS = {
    "record.promise_to_pay.label": "Promise to pay",
    "record.promise_to_pay.subject": "Customer",
    "record.promise_to_pay.day.label": "Pays by",
    "record.promise_to_pay.amount.label": "Amount",
    "record.promise_to_pay.document.label": "For",
    "record.promise_to_pay.note.label": "Note",
    "record.promise_to_pay.received.label": "Received",
    "record.promise_to_pay.left.label": "Still to come",
    "record.promise_to_pay.state.noted": "noted",
    "record.promise_to_pay.state.withdrawn": "withdrawn",
    "record.promise_to_pay.state.open": "open",
    "record.promise_to_pay.state.kept": "kept",
    "record.promise_to_pay.state.broken": "broken",
    "record.promise_to_pay.event.added": "Promise noted",
    "record.promise_to_pay.event.withdrawn": "Promise withdrawn",
}
