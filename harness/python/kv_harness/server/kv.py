"""proto.KV over a store in memory."""

import base64
from typing import Any

import grpc

from kv_harness import schema

PEER_CERTIFICATE = "kv-peer-certificate-bin"

_GetResponse = schema.message("proto.GetResponse")
_Empty = schema.message("proto.Empty")


class KeyValueStore:
    """One store per process; single operations on a dict need no lock."""

    def __init__(self) -> None:
        self._values: dict[str, bytes] = {}

    def handler(self) -> grpc.GenericRpcHandler:
        return schema.handler("proto.KV", {"Get": self._get, "Put": self._put})

    def _get(self, request: Any, context: grpc.ServicerContext) -> Any:
        _tell_peer_certificate(context)
        _refuse_empty(request.key, context)
        value = self._values.get(request.key)
        if value is None:
            context.abort(grpc.StatusCode.NOT_FOUND, f"no value for key {request.key}")
        return _GetResponse(value=value)

    def _put(self, request: Any, context: grpc.ServicerContext) -> Any:
        _tell_peer_certificate(context)
        _refuse_empty(request.key, context)
        self._values[request.key] = request.value
        return _Empty()


def _refuse_empty(key: str, context: grpc.ServicerContext) -> None:
    if not key:
        context.abort(grpc.StatusCode.INVALID_ARGUMENT, "the key is empty")


def _tell_peer_certificate(context: grpc.ServicerContext) -> None:
    # The stubs have an integer where grpcio has the values of one property.
    authenticated: Any = context.auth_context()
    for pem in authenticated.get("x509_pem_cert", ()):
        context.set_trailing_metadata(((PEER_CERTIFICATE, _der(pem)),))


def _der(pem: bytes) -> bytes:
    """As ssl.PEM_cert_to_DER_cert; importing ssl takes 10 ms, at each start of a plugin."""
    _, _, rest = pem.partition(b"-----BEGIN CERTIFICATE-----")
    return base64.b64decode(rest.partition(b"-----END CERTIFICATE-----")[0])
