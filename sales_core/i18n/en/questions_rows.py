"""Questions about which rows of a file are data."""

TEXTS = {
    "question.sum_rows": "{count:Row|Rows} {rows} ({amount}) {count:states|state} exactly the sum of the rows above, under {count:a name|names} of {count:its|their} own. Sum or data?",
    "question.sum_rows.sum": "Sum: leave out",
    "question.sum_rows.data": "Data: count it",
    "question.nameless_rows": "{count} {count:row names|rows name} no person, customer, product or branch ({amount}). Count or leave out?",
    "question.nameless_rows.keep": "Count",
    "question.nameless_rows.leave_out": "Leave out",
}
