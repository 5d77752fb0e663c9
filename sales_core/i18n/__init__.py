"""Words, in every language. `t("page.targets.title", "zh", gap="¥3万")`; one catalogue module a language."""

from __future__ import annotations

from sales_core.i18n.catalogue import t

__all__ = ["t"]
