"""What a plugin's application writes, streamed to its host (go-plugin's grpc_stdio.go)."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Any

from kv_harness import schema

STDOUT = 1
STDERR = 2

# go-plugin's own pieces have this size at most.
_PIECE = 1024

_StdioData = schema.message("plugin.StdioData")


class PluginOutput:
    """Kept until a host streams it; of two streams each has a part, as under go-plugin."""

    def __init__(self) -> None:
        self._pieces: deque[Any] = deque()
        self._changed = threading.Condition()

    def write(self, channel: int, data: bytes) -> None:
        """To STDOUT or STDERR."""
        with self._changed:
            for at in range(0, len(data), _PIECE):
                self._pieces.append(_StdioData(channel=channel, data=data[at : at + _PIECE]))
            self._changed.notify_all()

    def pieces(self, ended: threading.Event) -> Iterator[Any]:
        """Waits for more until the event is set, which `wake` tells."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._pieces or ended.is_set())
                if ended.is_set():
                    return
                piece = self._pieces.popleft()
            yield piece

    def wake(self) -> None:
        """An event of `pieces` was set."""
        with self._changed:
            self._changed.notify_all()
