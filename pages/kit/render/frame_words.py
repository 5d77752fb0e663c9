"""The words of the framework's own controls, in the language of the page: it has them in English alone."""

from __future__ import annotations

from sales_core.i18n import Locale, t

#: What the framework writes, and the text that stands in its place.
_WORDS = {
    "Skip to main content": "skip",
    "Collapse sidebar": "collapse_sidebar",
    "Expand sidebar": "expand_sidebar",
    "Show/hide columns": "columns",
    "Search": "search",
    "Fullscreen": "fullscreen",
    "Close fullscreen": "close_fullscreen",
    "No results": "no_results",
    "Clear all": "clear_all",
    "Clear value": "clear_value",
    "Close": "close",
    "Copy to clipboard": "copy",
    "Copied!": "copied",
    "Clear selection": "clear_selection",
    "Page not found": "not_found",
    "Hide column": "hide_column",
    "Sort ascending": "ascending",
    "Sort descending": "descending",
    "Autosize": "autosize",
    "Pin column": "pin",
    "Unpin column": "unpin",
    "Format": "format",
    "Choose an option": "choose_option",
    "Choose options": "choose_options",
}


def frame_words(locale: Locale) -> dict[str, str]:
    """What the framework writes → what stands there; empty for its own language."""
    if locale == "en":
        return {}
    return {word: t(f"frame.{key}", locale) for word, key in _WORDS.items()}
