"""The plugin's end of go-plugin's broker, and the service that proves it.

A broker is one stream per host, on which each side announces the addresses it listens on
(grpc_broker.go). Multiplexing over the first connection is not offered, so no knock is answered.
"""

import threading
from collections.abc import Iterator
from typing import Any

import grpc

from kv_harness import schema
from kv_harness.go_plugin import AUTO_MTLS_NAME, BROKER, BROKER_PROOF, BROKER_TIMEOUT_S, CALL_BACK
from kv_harness.server.lifecycle import Lifecycle

_CallHostResponse = schema.message("handshakematrix.v1.CallHostResponse")
_Echo = schema.method(CALL_BACK, "Echo")


class Broker:
    """Keeps the announced addresses until they are dialled; no credentials: dials in the clear."""

    def __init__(self, lifecycle: Lifecycle, credentials: grpc.ChannelCredentials | None) -> None:
        self._lifecycle = lifecycle
        self._credentials = credentials
        self._announced: dict[int, Any] = {}
        self._changed = threading.Condition()

    def handlers(self) -> tuple[grpc.GenericRpcHandler, ...]:
        return (
            schema.handler(BROKER, {"StartStream": self._start_stream}),
            schema.handler(BROKER_PROOF, {"CallHost": self._call_host}),
        )

    def _start_stream(
        self, announcements: Iterator[Any], context: grpc.ServicerContext
    ) -> Iterator[Any]:
        self._lifecycle.hold(context)
        for announced in announcements:
            with self._changed:
                self._announced[announced.service_id] = announced
                self._changed.notify_all()
        yield from ()

    def _call_host(self, request: Any, context: grpc.ServicerContext) -> Any:
        with self._changed:
            arrived = self._changed.wait_for(
                lambda: request.broker_id in self._announced, BROKER_TIMEOUT_S
            )
            if not arrived:
                context.abort(
                    grpc.StatusCode.DEADLINE_EXCEEDED,
                    f"timeout waiting for connection info of broker id {request.broker_id}",
                )
            announced = self._announced.pop(request.broker_id)
        try:
            with self._dial(announced) as channel:
                echo = _Echo.unary(channel)
                answer = echo(_Echo.request(nonce=request.nonce), timeout=BROKER_TIMEOUT_S)
        except grpc.RpcError as error:
            context.abort(error.code(), f"call back to the host: {error.details()}")
        return _CallHostResponse(echoed=answer.nonce)

    def _dial(self, announced: Any) -> grpc.Channel:
        target = f"unix:{announced.address}" if announced.network == "unix" else announced.address
        options: list[tuple[str, int | str]] = [
            ("grpc.use_local_subchannel_pool", 1),
            ("grpc.enable_http_proxy", 0),
        ]
        if self._credentials is None:
            return grpc.insecure_channel(target, options)
        options.append(("grpc.ssl_target_name_override", AUTO_MTLS_NAME))
        return grpc.secure_channel(target, self._credentials, options)
