"""Starts the client worker over grpclib."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from kv_grpclib.client import main

sys.exit(main())
