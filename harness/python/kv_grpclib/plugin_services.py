"""What a plugin serves its host beside proto.KV."""

import asyncio
import ssl
from typing import Any

from grpclib.client import Channel
from grpclib.config import Configuration
from grpclib.const import Status
from grpclib.exceptions import GRPCError, StreamTerminatedError

from kv_grpclib.rpc import Service, unary
from kv_harness import schema
from kv_harness.go_plugin import (
    AUTO_MTLS_NAME,
    BROKER,
    BROKER_PROOF,
    BROKER_TIMEOUT_S,
    CALL_BACK,
    CONTROLLER,
    STDIO,
)

_Empty = schema.message("plugin.Empty")
_CallHostResponse = schema.message("handshakematrix.v1.CallHostResponse")
_ECHO = schema.method(CALL_BACK, "Echo")


class PluginServices:
    """Controller, stdio and broker; `context` is for its calls of the host, None in the clear."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self.ended = asyncio.Event()
        self._context = context
        self._announced: dict[int, Any] = {}
        self._changed = asyncio.Condition()

    def services(self) -> list[Service]:
        return [
            Service(CONTROLLER, {"Shutdown": self._shutdown}),
            Service(STDIO, {"StreamStdio": self._stream_stdio}),
            Service(BROKER, {"StartStream": self._start_stream}),
            Service(BROKER_PROOF, {"CallHost": self._call_host}),
        ]

    async def _shutdown(self, stream: Any) -> None:
        await stream.recv_message()
        await stream.send_message(_Empty())
        self.ended.set()

    async def _stream_stdio(self, stream: Any) -> None:
        # Silent until the end: a host takes the end of this stream for that of the plugin.
        await stream.recv_message()
        await stream.send_initial_metadata()
        await self.ended.wait()

    async def _start_stream(self, stream: Any) -> None:
        await stream.send_initial_metadata()
        async for announced in stream:
            async with self._changed:
                self._announced[announced.service_id] = announced
                self._changed.notify_all()

    async def _call_host(self, stream: Any) -> None:
        request = await stream.recv_message()
        try:
            async with asyncio.timeout(BROKER_TIMEOUT_S), self._changed:
                await self._changed.wait_for(lambda: request.broker_id in self._announced)
        except TimeoutError:
            message = f"timeout waiting for connection info of broker id {request.broker_id}"
            raise GRPCError(Status.DEADLINE_EXCEEDED, message) from None
        announced = self._announced.pop(request.broker_id)
        try:
            async with self._dial(announced.network, announced.address) as channel:
                echo = _ECHO.request(nonce=request.nonce)
                answer = await unary(channel, _ECHO)(echo, timeout=BROKER_TIMEOUT_S)
        except (OSError, StreamTerminatedError) as error:
            raise GRPCError(Status.UNAVAILABLE, f"call back to the host: {error}") from error
        await stream.send_message(_CallHostResponse(echoed=answer.nonce))

    def _dial(self, network: str, address: str) -> Channel:
        config = Configuration(ssl_target_name_override=AUTO_MTLS_NAME)
        if network == "unix":
            return Channel(path=address, ssl=self._context, config=config)
        host, _, port = address.rpartition(":")
        return Channel(host, int(port), ssl=self._context, config=config)
