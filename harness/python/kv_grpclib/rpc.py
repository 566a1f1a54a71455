"""Methods as grpclib wants them, built on the messages of the contract."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from grpclib.client import Channel, UnaryUnaryMethod
from grpclib.const import Cardinality, Handler

from kv_harness import schema

_CARDINALITIES = {
    (False, False): Cardinality.UNARY_UNARY,
    (False, True): Cardinality.UNARY_STREAM,
    (True, False): Cardinality.STREAM_UNARY,
    (True, True): Cardinality.STREAM_STREAM,
}

Behaviour = Callable[[Any], Awaitable[None]]


class Service:
    """Serves the RPCs of a service, each by one behaviour."""

    def __init__(self, name: str, behaviours: Mapping[str, Behaviour]) -> None:
        self._name = name
        self._behaviours = behaviours

    def __mapping__(self) -> Mapping[str, Handler]:
        declared = schema.pool.FindServiceByName(self._name).methods_by_name
        handlers = {}
        for name, behaviour in self._behaviours.items():
            method, found = schema.method(self._name, name), declared[name]
            cardinality = _CARDINALITIES[found.client_streaming, found.server_streaming]
            handlers[method.path] = Handler(behaviour, cardinality, method.request, method.response)
        return handlers


class Raw(bytes):
    """A message that is sent and received as its bytes."""

    __slots__ = ()

    def SerializeToString(self) -> bytes:  # noqa: N802 - the name that grpclib's codec calls
        return self

    @classmethod
    def FromString(cls, content: bytes) -> "Raw":  # noqa: N802 - as above
        return cls(content)


def unary(channel: Channel, method: schema.Method) -> "UnaryUnaryMethod[Any, Any]":
    return UnaryUnaryMethod(channel, method.path, method.request, method.response)
