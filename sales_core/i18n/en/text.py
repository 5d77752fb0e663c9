"""How texts are put together, and what the language calls itself."""

TEXTS: dict[str, str] = {
    "language.name": "English",
    "language.tag": "en",
    "text.list_separator": ", ",
    "text.two_lines": "{first}\n{second}",
    "text.verbatim": "{value}",
    "text.yes": "yes",
    "text.no": "no",
}
