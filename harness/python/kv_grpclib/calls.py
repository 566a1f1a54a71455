"""Makes one call and reports its status, whatever it is."""

import asyncio
import hashlib
import ssl
import time
from typing import Any, NamedTuple

from grpclib.client import Channel, UnaryUnaryMethod
from grpclib.const import Status
from grpclib.exceptions import GRPCError, ProtocolError, StreamTerminatedError
from grpclib.health.v1 import health_pb2

from kv_grpclib import peer
from kv_grpclib.connection import Connection
from kv_grpclib.rpc import Raw
from kv_harness import schema
from kv_harness.client.request import Call
from kv_harness.go_plugin import BROKER_PROOF, CONTROLLER

_PEER_CERTIFICATE = "kv-peer-certificate-bin"
# The time that a go-plugin host gives a plugin to end after the controller was asked (client.go).
_SHUTDOWN_GRACE_S = 2.0

_PUT = schema.method("proto.KV", "Put")
_GET = schema.method("proto.KV", "Get")
_SHUTDOWN = schema.method(CONTROLLER, "Shutdown")
_CALL_HOST = schema.method(BROKER_PROOF, "CallHost")
_CHECK = schema.Method(
    "/grpc.health.v1.Health/Check", health_pb2.HealthCheckRequest, health_pb2.HealthCheckResponse
)


class Observation(NamedTuple):
    """`result` is the contract's answer of one call; what it did not show is None."""

    status: str
    result: dict[str, Any]
    client_certificate: bytes | None = None
    server_certificate: bytes | None = None
    peer: str | None = None


async def make(call: Call, connection: Connection, deadline: float) -> Observation:
    """Makes the call within what remains until the deadline, a reading of the monotonic clock."""
    details: dict[str, Any] = {}
    seen: dict[str, Any] = {}
    status, message, chain = Status.OK, "", []
    await asyncio.sleep(min(call.after_s, max(0, deadline - time.monotonic())))
    try:
        await _request(call, connection, deadline - time.monotonic(), details, seen)
    except GRPCError as error:
        status, message = error.status, error.message or ""
    except TimeoutError:
        status, message = Status.DEADLINE_EXCEEDED, "Deadline exceeded"
    except (OSError, StreamTerminatedError, ssl.SSLError) as error:
        # grpclib gives a connection that failed as the exception of what made it fail.
        status, message, chain = Status.UNAVAILABLE, _words(error), _causes(error)
    except (AssertionError, NotImplementedError, ProtocolError) as error:
        # And what it does not read in an answer as one of its own.
        status, message = Status.INTERNAL, _words(error)
    result = {**details, "status": status.name, "message": message, "chain": chain}
    if call.name == "shutdown" and connection.plugin is not None:
        begun = time.monotonic()
        limit = min(_SHUTDOWN_GRACE_S, deadline - begun)
        result["exited"] = await asyncio.to_thread(connection.plugin.wait, limit)
        result["waitedMs"] = (time.monotonic() - begun) * 1000
    return Observation(status.name, result, **seen)


async def _request(
    call: Call,
    connection: Connection,
    timeout_s: float,
    details: dict[str, Any],
    seen: dict[str, Any],
) -> None:
    """Fills in the details of the answer, and what was seen of the connection."""

    async def made(method: schema.Method, request: Any) -> Any:
        return await _unary(connection.channel, method, request, timeout_s, seen)

    match call.name:
        case "put":
            await made(_PUT, _PUT.request(key=call.key, value=call.payload))
        case "get":
            answer = await made(_GET, _GET.request(key=call.key))
            # grpclib gives None for a stream that ended with OK and without a message.
            details["value"] = None if answer is None else _digest(answer.value)
        case "health":
            answer = await made(_CHECK, _CHECK.request(service=call.service))
            status = 0 if answer is None else answer.status
            details["serving"] = _CHECK.response.ServingStatus.Name(status)
        case "unary":
            answer = await made(schema.Method(call.path, Raw, Raw), Raw(call.payload))
            details["value"] = None if answer is None else _digest(answer)
        case "broker" if connection.broker is not None:
            broker_id, server = await connection.broker.serve()
            try:
                request = _CALL_HOST.request(broker_id=broker_id, nonce=call.payload)
                answer = await made(_CALL_HOST, request)
            finally:
                server.close()
            details["value"] = _digest(answer.echoed)
        case _:
            await made(_SHUTDOWN, _SHUTDOWN.request())


async def _unary(
    channel: Channel, method: schema.Method, request: Any, timeout_s: float, seen: dict[str, Any]
) -> Any:
    stub: Any = UnaryUnaryMethod(channel, method.path, method.request, method.response)
    async with stub.open(timeout=max(timeout_s, 0.001)) as stream:
        await stream.send_message(request, end=True)
        seen["server_certificate"] = peer.certificate(stream)
        seen["peer"] = peer.address(stream)
        try:
            answer = await stream.recv_message()
            await stream.recv_trailing_metadata()
        finally:
            trailers = stream.trailing_metadata or {}
            seen["client_certificate"] = trailers.get(_PEER_CERTIFICATE)
    return answer


def _digest(value: bytes) -> dict[str, Any]:
    return {"size": len(value), "sha256": hashlib.sha256(value).hexdigest()}


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _causes(error: BaseException) -> list[str]:
    chain = []
    cause = error.__cause__
    while cause is not None:
        chain.append(_words(cause))
        cause = cause.__cause__
    return chain
