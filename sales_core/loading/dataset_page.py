"""The documentation page of a dataset, as Markdown: everything in it is derived from the declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sales_core.catalogue.dataset import Dataset, DatasetColumn, PartitionGrain
from sales_core.i18n import Locale, t
from sales_core.loading.measures import label_of, measures_of


def dataset_page(dataset: Dataset, locale: Locale) -> str:
    """What a row is, what is needed, what a second load replaces, what the preview shows, and every column."""
    return "\n".join(
        [
            f"# {dataset.label.in_(locale)} (`{dataset.id}`)",
            "",
            dataset.purpose.in_(locale),
            "",
            *(f"- {t(f'dataset_page.{key}', locale)}: {text}" for key, text in _rules(dataset, locale) if text),
            "",
            *_columns(dataset, locale),
        ]
    )


def _rules(dataset: Dataset, locale: Locale) -> Iterator[tuple[str, str]]:
    either = t("dataset_page.or", locale)
    needed = [_names(dataset, [column.id], locale, "") for column in dataset.columns if column.required]
    needed += [_names(dataset, group, locale, either) for group in dataset.any_of]
    yield "needed", "; ".join(needed)
    partition = [
        f"{dataset.column(name).label.in_(locale)} ({t('dataset_page.by_month', locale)})"
        if name == dataset.period and dataset.partition_grain is PartitionGrain.MONTH
        else dataset.column(name).label.in_(locale)
        for name in dataset.partition
    ]
    yield "replaces", " + ".join(partition)
    yield "locks", t(f"dataset_page.{'locks_yes' if dataset.locks_with_period else 'locks_no'}", locale)
    yield "shows", ", ".join(label_of(dataset, measure).in_(locale) for measure in measures_of(dataset))
    yield "words", ", ".join(dataset.subject_words)
    yield "template", f"`python -m sales_core template {dataset.id} {dataset.id}.xlsx`"


def _names(dataset: Dataset, columns: Iterable[str], locale: Locale, between: str) -> str:
    return f" {between} ".join(dataset.column(name).label.in_(locale) for name in columns)


def _columns(dataset: Dataset, locale: Locale) -> Iterator[str]:
    keys = ("column", "required", "kind", "also", "note")
    yield _line("id", *(t(f"template.{key}", locale) for key in keys))
    yield _line(*["---"] * (len(keys) + 1))
    for column in dataset.columns:
        yield _line(
            f"`{column.id}`",
            column.label.in_(locale),
            t("template.yes", locale) if column.required else "",
            t(f"template.kind.{column.kind}", locale),
            ", ".join(column.aliases),
            _note(column, locale),
        )


def _note(column: DatasetColumn, locale: Locale) -> str:
    words = [column.help.in_(locale)] if column.help else []
    return "; ".join([*words, *(f"{stored} = {', '.join(names)}" for stored, names in column.choices)])


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
