"""The host's end of go-plugin's broker (grpc_broker.go): the plugin calls back to the host."""

import itertools
import queue
import threading
from collections.abc import Iterator
from concurrent import futures
from typing import Any

import grpc

from kv_harness import schema
from kv_harness.go_plugin import BROKER, BROKER_PROOF, CALL_BACK

_START_STREAM = schema.method(BROKER, "StartStream")
_CALL_HOST = schema.method(BROKER_PROOF, "CallHost")
_EchoResponse = schema.message("handshakematrix.v1.EchoResponse")


class HostBroker:
    """One stream for the whole connection: a Go plugin's broker ends with its first stream."""

    def __init__(self, channel: grpc.Channel, credentials: grpc.ServerCredentials | None) -> None:
        self._channel = channel
        self._credentials = credentials
        self._ids = itertools.count(1)
        self._announcements: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._opening = threading.Lock()
        self._stream: Any = None

    def call_host(self, nonce: bytes, timeout_s: float) -> tuple[bytes, grpc.Call]:
        """Serves CallBack on a new broker id and asks the plugin to call it.

        Returns what the plugin got back. Raises grpc.RpcError with the status of CallHost.
        """
        broker_id = next(self._ids)
        server = grpc.server(
            futures.ThreadPoolExecutor(1),
            handlers=[schema.handler(CALL_BACK, {"Echo": _echo})],
            options=[("grpc.so_reuseport", 0)],
        )
        try:
            port = (
                server.add_insecure_port("127.0.0.1:0")
                if self._credentials is None
                else server.add_secure_port("127.0.0.1:0", self._credentials)
            )
            server.start()
            self._announce(
                _START_STREAM.request(
                    service_id=broker_id, network="tcp", address=f"127.0.0.1:{port}"
                )
            )
            answer, call = _CALL_HOST.unary(self._channel).with_call(
                _CALL_HOST.request(broker_id=broker_id, nonce=nonce), timeout=timeout_s
            )
            return answer.echoed, call
        finally:
            server.stop(None).wait()

    def close(self) -> None:
        """Ends the stream; the channel is closed by its owner."""
        self._announcements.put(None)
        if self._stream is not None:
            self._stream.cancel()

    def _announce(self, announcement: Any) -> None:
        with self._opening:
            if self._stream is None:
                self._stream = _START_STREAM.stream(self._channel)(self._outgoing())
        self._announcements.put(announcement)

    def _outgoing(self) -> Iterator[Any]:
        while (announcement := self._announcements.get()) is not None:
            yield announcement


def _echo(request: Any, _context: grpc.ServicerContext) -> Any:
    return _EchoResponse(nonce=request.nonce)
