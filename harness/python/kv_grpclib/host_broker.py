"""The host's end of go-plugin's broker (grpc_broker.go): the plugin calls back to the host."""

import asyncio
import contextlib
import itertools
import socket
import ssl
from typing import Any

from grpclib.client import Channel, StreamStreamMethod
from grpclib.exceptions import StreamTerminatedError
from grpclib.server import Server

from kv_grpclib.rpc import Service
from kv_harness import schema
from kv_harness.go_plugin import BROKER, CALL_BACK

_START_STREAM = schema.method(BROKER, "StartStream")
_EchoResponse = schema.message("handshakematrix.v1.EchoResponse")


class HostBroker:
    """One stream for the whole connection: a Go plugin's broker ends with its first stream."""

    def __init__(self, channel: Channel, context: ssl.SSLContext | None) -> None:
        method = StreamStreamMethod(
            channel, _START_STREAM.path, _START_STREAM.request, _START_STREAM.response
        )
        self._stream = method.open()
        self._context = context
        self._ids = itertools.count(1)
        self._opening = asyncio.Lock()
        self._is_open = False

    async def serve(self) -> tuple[int, Server]:
        """Serves CallBack on a new broker id, which the plugin is told; the caller closes it."""
        broker_id = next(self._ids)
        listening = socket.create_server(("127.0.0.1", 0))
        server = Server([Service(CALL_BACK, {"Echo": _echo})])
        await server.start(sock=listening, ssl=self._context)
        address = f"127.0.0.1:{listening.getsockname()[1]}"
        async with self._opening:
            if not self._is_open:
                await self._stream.__aenter__()
                self._is_open = True
            await self._stream.send_message(
                _START_STREAM.request(service_id=broker_id, network="tcp", address=address)
            )
        return broker_id, server

    async def close(self) -> None:
        """Ends the stream; the channel is closed by its owner."""
        if self._is_open:
            # A plugin that was shut down has ended it.
            with contextlib.suppress(OSError, StreamTerminatedError):
                await self._stream.cancel()


async def _echo(stream: Any) -> None:
    request = await stream.recv_message()
    await stream.send_message(_EchoResponse(nonce=request.nonce))
