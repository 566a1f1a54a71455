"""`describe`: the versions that every observation of this client depends on."""

import platform
from typing import Any

import cryptography
import google.protobuf
import grpc


def describe() -> dict[str, Any]:
    """Returns the contract's answer; grpcio gives no way to write TLS secrets."""
    grpcio = grpc.__version__
    return {
        "stack": [
            {"name": "grpcio", "version": grpcio},
            {"name": "protobuf", "version": google.protobuf.__version__},
            {"name": "cryptography", "version": cryptography.__version__},
        ],
        "runtime": {
            "name": platform.python_implementation(),
            "version": platform.python_version(),
        },
        "tls": {"name": "BoringSSL", "version": f"bundled with grpcio {grpcio}"},
        "keyLog": False,
    }
