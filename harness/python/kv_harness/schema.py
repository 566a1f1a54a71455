"""The wire contract, read from proto/descriptors.binpb when the module is imported.

Messages are built at run time: generated Python code validates the protobuf runtime it meets and
refuses an older one.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

if TYPE_CHECKING:
    import grpc

_DESCRIPTORS = Path(__file__).parents[3] / "proto" / "descriptors.binpb"


def _load() -> descriptor_pool.DescriptorPool:
    files = descriptor_pb2.FileDescriptorSet.FromString(_DESCRIPTORS.read_bytes())
    loaded = descriptor_pool.DescriptorPool()
    for file in files.file:
        loaded.Add(file)
    return loaded


pool = _load()

# Protobuf before 4.22, as in Debian 12, makes them by a factory of the pool.
_class_of: Callable[[Any], Any] = (
    message_factory.GetMessageClass
    if hasattr(message_factory, "GetMessageClass")
    else message_factory.MessageFactory(pool).GetPrototype  # type: ignore[attr-defined]
)


class Method(NamedTuple):
    """One RPC: its HTTP/2 path and what serializes its messages."""

    path: str
    request: Any
    response: Any

    def unary(self, channel: "grpc.Channel") -> "grpc.UnaryUnaryMultiCallable[Any, Any]":
        return channel.unary_unary(
            self.path, self.request.SerializeToString, self.response.FromString
        )

    def stream(self, channel: "grpc.Channel") -> "grpc.StreamStreamMultiCallable[Any, Any]":
        return channel.stream_stream(
            self.path, self.request.SerializeToString, self.response.FromString
        )


def message(name: str) -> Any:
    """The class of a message by full name. Raises KeyError for an unknown name."""
    return _class_of(pool.FindMessageTypeByName(name))


def method(service: str, name: str) -> Method:
    """An RPC by its service's full name. Raises KeyError for an unknown one."""
    found = pool.FindServiceByName(service).methods_by_name[name]
    return Method(
        f"/{service}/{name}",
        _class_of(found.input_type),
        _class_of(found.output_type),
    )


def handler(service: str, behaviours: Mapping[str, Callable[..., Any]]) -> "grpc.GenericRpcHandler":
    """Serves a service: one behaviour for each of its RPCs, unary or streaming as declared."""
    import grpc  # noqa: PLC0415 - a server over another library has none

    makers = {
        (False, False): grpc.unary_unary_rpc_method_handler,
        (False, True): grpc.unary_stream_rpc_method_handler,
        (True, False): grpc.stream_unary_rpc_method_handler,
        (True, True): grpc.stream_stream_rpc_method_handler,
    }
    handlers = {}
    for name, declared in pool.FindServiceByName(service).methods_by_name.items():
        make = makers[declared.client_streaming, declared.server_streaming]
        types = method(service, name)
        handlers[name] = make(
            behaviours[name], types.request.FromString, types.response.SerializeToString
        )
    return grpc.method_handlers_generic_handler(service, handlers)
