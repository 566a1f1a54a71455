"""Whose TLS grpcio has: that of the BoringSSL within it, or, as Debian builds it, of OpenSSL."""

from typing import NamedTuple

import grpc
from grpc._cython import cygrpc  # type: ignore[attr-defined]


class TlsLibrary(NamedTuple):
    """By name and version, as results have them."""

    name: str
    version: str


def tls_library() -> TlsLibrary:
    """Asks the library itself; grpcio shows no function of the BoringSSL that it brings."""
    import ctypes  # noqa: PLC0415 - 10 ms that only a description or a failure pays

    try:
        version = ctypes.CDLL(cygrpc.__file__).OpenSSL_version
    except AttributeError:
        return TlsLibrary("BoringSSL", f"bundled with grpcio {grpc.__version__}")
    version.restype = ctypes.c_char_p
    # OpenSSL 3.0.17 1 Jul 2025
    name, number, *_ = version(0).decode().split()
    return TlsLibrary(name, number)
