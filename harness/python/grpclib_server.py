"""Starts the KV server over grpclib."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kv_grpclib.server import main

sys.exit(main())
