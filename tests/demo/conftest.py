"""The demo company once: small as files, whole in memory."""

import pytest

from data.demo import TINY, build_world, write_company


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    write_company(folder, TINY)
    return folder


@pytest.fixture(scope="session")
def whole():
    return build_world(1.0)
