import subprocess
import sys
from pathlib import Path

import pytest

_LOADED = """
import sys
from kv_harness import deferred
deferred.install()
import kv_harness.{part}.main
from importlib.util import _LazyModule
unloaded = {{type(None), _LazyModule}}
print(*(n for n in deferred.UNTOUCHED if type(sys.modules.get(n)) not in unloaded))
print("asyncio.base_events" in sys.modules)
import asyncio
print(asyncio.run(asyncio.sleep(0, "runs")))
"""


@pytest.mark.parametrize("part", ["server", "client"])
def test_what_is_never_touched_is_not_loaded_and_is_there_when_touched(part: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _LOADED.format(part=part)],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        check=True,
        text=True,
    )
    assert ended.stdout.splitlines() == ["", "False", "runs"]
