"""Problems about which rows of a file are data."""

TEXTS = {
    "problem.W_SUM_ROWS.message": "{count} {count:row without a label states|rows without a label state} exactly the sum of rows above; left out and used as a check",
    "problem.W_SUM_ROWS.mend": "Make sure that {count:it is a sum|they are sums}, no sales of {count:its|their} own",
    "problem.W_NAMELESS_ROWS.message": "{count} {count:row names|rows name} nobody and nothing ({amount})",
    "problem.W_NAMELESS_ROWS.mend": "Fill in who and what, or say whether {count:it counts|they count}",
}
