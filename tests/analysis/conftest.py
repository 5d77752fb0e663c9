import pytest

from tests.semantic.company import figures_of, frame, sales_rows, target_rows


@pytest.fixture(scope="session")
def rows():
    return sales_rows()


@pytest.fixture(scope="session")
def table(rows):
    return frame(rows)


@pytest.fixture(scope="session")
def figures(rows, tmp_path_factory):
    return figures_of(tmp_path_factory.mktemp("company"), sales=rows, targets=target_rows())
