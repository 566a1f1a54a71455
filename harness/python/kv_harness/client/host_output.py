"""What a plugin's application writes, as it comes over plugin.GRPCStdio."""

import contextlib
import hashlib
import threading
from typing import Any

import grpc

from kv_harness import schema
from kv_harness.go_plugin import STDIO

_STDOUT = 1
_STREAM = schema.method(STDIO, "StreamStdio")


class HostOutput:
    """Streams for as long as the channel is open."""

    def __init__(self, channel: grpc.Channel) -> None:
        self._lock = threading.Lock()
        self._stdout, self._stderr = _Digest(), _Digest()
        open_stream = channel.unary_stream(
            _STREAM.path, _STREAM.request.SerializeToString, _STREAM.response.FromString
        )
        self._call: Any = open_stream(_STREAM.request())
        threading.Thread(target=self._read, daemon=True).start()

    def report(self) -> dict[str, Any]:
        """The contract's `output`: all that has come so far."""
        with self._lock:
            return {"stdout": self._stdout.report(), "stderr": self._stderr.report()}

    def close(self) -> None:
        self._call.cancel()

    def _read(self) -> None:
        # A plugin without the service, and its end, are no errors of the host.
        with contextlib.suppress(grpc.RpcError):
            for piece in self._call:
                with self._lock:
                    (self._stdout if piece.channel == _STDOUT else self._stderr).add(piece.data)


class _Digest:
    def __init__(self) -> None:
        self._size = 0
        self._hash = hashlib.sha256()

    def add(self, data: bytes) -> None:
        self._size += len(data)
        self._hash.update(data)

    def report(self) -> dict[str, Any]:
        return {"size": self._size, "sha256": self._hash.hexdigest()}
