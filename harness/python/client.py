"""Starts the client worker; the interpreter caches the bytecode of imported modules only."""

import gc
import sys
from pathlib import Path

# Imports make many objects and no garbage: without collections the start takes a tenth less time.
gc.disable()
sys.path.insert(0, str(Path(__file__).parent))

from kv_harness import deferred  # noqa: E402 - the search path comes first

deferred.install()

from kv_harness.client.main import main  # noqa: E402 - as above

gc.freeze()
gc.enable()
sys.exit(main())
