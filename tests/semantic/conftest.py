from collections.abc import Mapping, Sequence

import pandas as pd
import pytest

from sales_core.semantic.service import MetricService
from tests.semantic.company import figures_of, frame, sales_rows, target_rows


@pytest.fixture(scope="session")
def rows() -> list[dict[str, object]]:
    return sales_rows()


@pytest.fixture(scope="session")
def table(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    return frame(rows)


@pytest.fixture(scope="session")
def figures(rows: Sequence[Mapping[str, object]], tmp_path_factory: pytest.TempPathFactory) -> MetricService:
    return figures_of(tmp_path_factory.mktemp("company"), sales=rows, targets=target_rows())
