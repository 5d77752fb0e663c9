"""Problems about which rows of a file are data."""

TEXTS = {
    "problem.W_SUM_ROWS.message": "{count} {count:row without a label states|rows without a label state} exactly the sum of rows above; left out and used as a check",
    "problem.W_SUM_ROWS.mend": "Make sure that {count:it is a sum|they are sums}, no sales of {count:its|their} own",
    "problem.W_NAMELESS_ROWS.message": "{count} {count:row names|rows name} nobody and nothing",
    "problem.W_NAMELESS_ROWS.mend": "Fill in who and what, or say whether {count:it counts|they count}",
    "problem.E_QUOTES.message": "A quotation mark opens a field that swallows whole records (lines {value})",
    "problem.E_QUOTES.mend": "Delete the quotation mark typed there, or export the file again with every field quoted",
    "problem.W_STRAY_QUOTES.message": "Quotation marks typed in the text were read as characters, or they would have swallowed records ({value})",
    "problem.W_STRAY_QUOTES.mend": "Check the rows from there on",
    "problem.E_MORE_FIELDS.message": "{count} {count:record has|records have} up to {fields} fields under {headers} headers: a separator inside a value, such as a decimal comma, shifts the columns",
    "problem.E_MORE_FIELDS.mend": "Export with every field quoted, or with another separator",
    "problem.E_UNIT_MIX.message": "Quantities in one column are in different units ({units}) and can not be added up",
    "problem.E_UNIT_MIX.mend": "Convert them to one unit, or export the base quantity",
    "problem.W_UNIT_SOME.message": "Some quantities state a unit ({unit}) and others none; taken as the same",
    "problem.W_UNIT_SOME.mend": "Check that every row counts in {unit}",
    "problem.E_UNIT_UNKNOWN.message": "The unit '{value}' in the header is not known, so the amounts can not be scaled",
    "problem.E_UNIT_UNKNOWN.mend": "Write the unit as thousands, millions, 万元, lakhs or '000, or export single units",
    "problem.W_TERMS_MONTH_END.message": "Terms that run from the end of the month ({value}) are counted from the document's day",
    "problem.W_TERMS_MONTH_END.mend": "Enter the days that are to be counted from the document, where that matters",
}
