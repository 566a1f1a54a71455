"""proto.KV over a store in memory."""

from typing import Any

from grpclib.const import Status

from kv_grpclib import peer
from kv_grpclib.rpc import Service
from kv_harness import schema

PEER_CERTIFICATE = "kv-peer-certificate-bin"

# gRPC's default, and the contract's; grpclib itself has no limit.
_LONGEST_MESSAGE = 4 * 1024 * 1024

_GetResponse = schema.message("proto.GetResponse")
_Empty = schema.message("proto.Empty")


class KeyValueStore:
    """One store per process, for all its listeners."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}

    def service(self) -> Service:
        return Service("proto.KV", {"Get": self._get, "Put": self._put})

    async def _get(self, stream: Any) -> None:
        request = await stream.recv_message()
        value = self._values.get(request.key)
        if request.key and value is None:
            await _end(stream, Status.NOT_FOUND, f"no value for key {request.key}")
        elif value is None:
            await _end(stream, Status.INVALID_ARGUMENT, "the key is empty")
        else:
            await stream.send_message(_GetResponse(value=value))
            await _end(stream)

    async def _put(self, stream: Any) -> None:
        request = await stream.recv_message()
        if not request.key:
            await _end(stream, Status.INVALID_ARGUMENT, "the key is empty")
            return
        if request.ByteSize() > _LONGEST_MESSAGE:
            await _end(stream, Status.RESOURCE_EXHAUSTED, f"more than {_LONGEST_MESSAGE} bytes")
            return
        self._values[request.key] = request.value
        await stream.send_message(_Empty())
        await _end(stream)


async def _end(stream: Any, status: Status = Status.OK, message: str | None = None) -> None:
    """Sends the trailers, with the certificate that TLS authenticated."""
    own = peer.certificate(stream)
    metadata = {} if own is None else {PEER_CERTIFICATE: own}
    await stream.send_trailing_metadata(status=status, status_message=message, metadata=metadata)
