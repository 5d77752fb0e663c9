"""Fixtures that several areas share."""

import pytest

from tests.support.company import Company


@pytest.fixture
def company(tmp_path):
    return Company(tmp_path)
