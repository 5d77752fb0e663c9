"""Words, in every language: `t("page.targets.title", "zh", gap="¥3万")`.

A folder here is a language: one module an area, each a plain dictionary. The lowest layer: imports nothing of the
package, so that everything above can speak.
"""

from __future__ import annotations

from sales_core.i18n.catalogue import DEFAULT_LOCALE, LOG_LOCALE, Locale, choose, extend, has, locales, t

__all__ = ["DEFAULT_LOCALE", "LOG_LOCALE", "Locale", "choose", "extend", "has", "locales", "t"]
