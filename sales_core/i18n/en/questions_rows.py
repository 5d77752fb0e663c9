"""Questions about which rows of a file are data."""

TEXTS = {
    "question.sum_rows": "{count:Row|Rows} {rows} {count:states|state} exactly the sum of the rows above, under {count:a name|names} of {count:its|their} own. Sum or data?",
    "question.sum_rows.sum": "Sum: leave out",
    "question.sum_rows.data": "Data: count it",
    "question.nameless_rows": "{count} {count:row names|rows name} no person, customer, product or branch. Count or leave out?",
    "question.nameless_rows.keep": "Count",
    "question.nameless_rows.leave_out": "Leave out",
    "question.number_style": "In column '{column}', which sign in {example} is the decimal one? Nothing in the table tells.",
    "question.number_style.dot": "The point",
    "question.number_style.comma": "The comma",
    "question.percent_mixed": "Column '{column}' holds percent signs, shares and whole numbers. What is a number below one without a sign?",
    "question.percent_mixed.shares": "A share: 0.85 is 85 %",
    "question.percent_mixed.points": "Percent: 0.85 is 0.85 %",
    "question.debit_credit": "Figures of '{column}' end in Dr or Cr ({example}). Which side counts as positive?",
    "question.debit_credit.dr": "Dr is positive, Cr negative",
    "question.debit_credit.cr": "Cr is positive, Dr negative",
    "question.dates_swapped": "Column '{column}' holds {count} {count:date|dates} such as {example}, none after the 12th, beside texts of later days: a spreadsheet program probably took the day for the month. Put that right?",
    "question.dates_swapped.swap": "Yes: day and month change places",
    "question.dates_swapped.keep": "No: the dates are right",
    "question.date_order.ymd": "year/month/day",
}
