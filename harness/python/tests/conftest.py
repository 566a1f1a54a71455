"""What most tests need: keys, and one client worker for all."""

from collections.abc import Iterator

import pytest

from tests.pki import Pki
from tests.processes import Worker


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    return Pki(tmp_path_factory.mktemp("pki"))


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with Worker() as running:
        yield running
        assert running.end() == 0
