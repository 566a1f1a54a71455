"""Makes one call and reports its status, whatever it is."""

import hashlib
import time
from typing import Any

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

from kv_harness import schema
from kv_harness.client import rpc
from kv_harness.client.connection import Connection
from kv_harness.client.observation import Observation
from kv_harness.client.request import Call
from kv_harness.go_plugin import CONTROLLER

_PEER_CERTIFICATE = "kv-peer-certificate-bin"
# The time that a go-plugin host gives a plugin to end after the controller was asked (client.go).
_SHUTDOWN_GRACE_S = 2.0

_PUT = schema.method("proto.KV", "Put")
_GET = schema.method("proto.KV", "Get")
_SHUTDOWN = schema.method(CONTROLLER, "Shutdown")


def make(call: Call, connection: Connection, deadline: float) -> Observation:
    """Makes the call within what remains until the deadline, a reading of the monotonic clock."""
    if call.rpc is not None:
        return rpc.make(call.rpc, connection.channel, deadline)
    details: dict[str, Any] = {}
    if call.after_s > 0:
        time.sleep(min(call.after_s, max(0, deadline - time.monotonic())))
    try:
        done, is_answered = _request(call, connection, deadline, details)
    except grpc.RpcError as error:
        # Whatever a stub raises is also the call that failed.
        observation = _observe(error, details)
    else:
        observation = _observe(done, details)
        if observation.status == "OK" and not is_answered:
            # grpcio gives None for a stream that ended with OK and without a message.
            details |= {"status": "UNKNOWN", "message": "grpcio says OK and gives no message"}
            details.pop("value", None)
            observation = Observation("UNKNOWN", details, observation.certificate)
    if call.name == "shutdown" and connection.plugin is not None:
        begun = time.monotonic()
        details["exited"] = connection.plugin.wait(min(_SHUTDOWN_GRACE_S, deadline - begun))
        details["waitedMs"] = (time.monotonic() - begun) * 1000
    return observation


def _request(
    call: Call, connection: Connection, deadline: float, details: dict[str, Any]
) -> tuple[grpc.Call, bool]:
    """Returns the finished call, and whether a message came. Raises grpc.RpcError."""
    timeout = deadline - time.monotonic()
    channel = connection.channel
    match call.name:
        case "put":
            answer, done = _PUT.unary(channel).with_call(
                _PUT.request(key=call.key, value=call.payload), timeout
            )
        case "get":
            answer, done = _GET.unary(channel).with_call(_GET.request(key=call.key), timeout)
            details["value"] = None if answer is None else _digest(answer.value)
        case "health":
            # Typed by hand: the stubs do not know the methods that the constructor adds.
            stub: Any = health_pb2_grpc.HealthStub(channel)
            request = health_pb2.HealthCheckRequest(service=call.service)
            answer, done = stub.Check.with_call(request, timeout)
            if answer is not None:
                names = health_pb2.HealthCheckResponse.ServingStatus
                details["serving"] = names.Name(answer.status)
        case "unary":
            # Without serializers grpcio takes and gives bytes, which its types do not know.
            method: Any = channel.unary_unary(call.path)
            answer, done = method.with_call(call.payload, timeout)
            details["value"] = None if answer is None else _digest(answer)
        case "broker" if connection.broker is not None:
            answer, done = connection.broker.call_host(call.payload, timeout)
            details["value"] = _digest(answer)
        case _:
            answer, done = _SHUTDOWN.unary(channel).with_call(_SHUTDOWN.request(), timeout)
    return done, answer is not None


def _digest(value: bytes) -> dict[str, Any]:
    return {"size": len(value), "sha256": hashlib.sha256(value).hexdigest()}


def _observe(call: Any, details: dict[str, Any]) -> Observation:
    status: str = call.code().name
    failed = call.code() is not grpc.StatusCode.OK
    details["status"] = status
    details["message"] = call.details() or ""
    # grpcio has none for an answer that its deserializer refuses.
    chain = call.debug_error_string() if failed else None
    details["chain"] = [chain] if chain else []
    certificate = dict(call.trailing_metadata() or ()).get(_PEER_CERTIFICATE)
    return Observation(status, details, certificate)
