"""Words of profiles and of the search."""

TEXTS: dict[str, str] = {
    "profile.kind": "Whom",
    "profile.who": "Name",
    "profile.list": "Rows",
    "profile.headline": "{name}: {figure}",
    "profile.figure": "{metric} {value}",
    "profile.months": "{metric}, thirteen months beside the year before",
    "profile.code": "Code {code}",
    "profile.attribute": "{name} {value}",
    "profile.first_rows": "the first {rows} rows",
    "profile.no_rows": "No such rows in this period",
    "profile.search_for": "There are many: open one by the search (Ctrl K), by name, pinyin or code",
    "profile.open": "Open {kind} {name}",
    "search.label": "Search",
    "search.placeholder": "Customer, rep, product, figure, page, document: by name, pinyin or code",
    "search.none": "Nothing is called '{typed}'",
    "search.keys": "↑↓ choose, Enter opens, Esc closes",
    "search.kind_metric": "Figure",
    "search.kind_page": "Page",
    "search.close": "Close",
    "search.count": "{count} {count:result|results}",
}
