"""Which version of the application's protocol a plugin speaks (go-plugin's server.go)."""

import os
import sys
from collections.abc import Sequence

from kv_harness.go_plugin import PROTOCOL_VERSIONS


def negotiated(own: Sequence[int]) -> int:
    """The highest that its host asks for too, else the plugin's lowest."""
    asked = set()
    for text in filter(None, os.environ.get(PROTOCOL_VERSIONS, "").split(",")):
        try:
            asked.add(int(text))
        except ValueError:
            print(f'server sent invalid plugin version "{text}"', file=sys.stderr)
    return max(asked.intersection(own), default=min(own))
