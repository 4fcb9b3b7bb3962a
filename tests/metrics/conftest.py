"""The real schedules of the corpus, read once for all tests of measures."""

import pytest

from pmo_reports import readers
from tests.readers.reading_fixture import CORPUS
from tests.readers.schedule_fixture import Plans, plans


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory, workbench: readers.Workbench) -> Plans:
    """Those whose tool stored floats: s01 to s06, s10 to s13."""
    return plans(CORPUS, "schedule/s[01][0-6]*", tmp_path_factory.mktemp("store"), workbench)
