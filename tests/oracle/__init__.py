"""The oracle: what version 0.1 computed and showed, frozen as data, and the comparison of today's product with it.

`data/<company>/<subject>.json.gz` holds what 0.1 gave for four companies (`companies.py`) and five subjects: `tables`
(every table and view of the version file), `figures` (every metric by every dimension), `pages` (texts of every page),
`exports` (downloads, cell by cell) and `commands` (the command line). The product is touched through `adapter.py` only.

    python -m tests.oracle compare [COMPANY] [SUBJECT]     today's product against the frozen data; exit code 1 = differs
    python -m tests.oracle capture [COMPANY] [SUBJECT]     writes the data afresh: only ever with version 0.1
    python -m tests.oracle dump COMPANY TABLE              every row of a table, sorted, to hold two releases side by side

`make test` compares the small demo company in part, `make sweep` everything. A difference that is meant stands in
`accepted.py` with its reason; the frozen data is never edited.
"""
