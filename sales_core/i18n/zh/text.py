"""How texts are put together, and what the language calls itself."""

TEXTS: dict[str, str] = {
    "language.name": "中文",
    "language.tag": "zh-CN",
    "text.list_separator": "、",
    "text.two_lines": "{first}\n{second}",
    "text.verbatim": "{value}",
    "text.yes": "是",
    "text.no": "否",
}
