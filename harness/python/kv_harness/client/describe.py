"""`describe`: the versions that every observation of this client depends on."""

import platform
from typing import Any

import cryptography
import google.protobuf
import grpc

from kv_harness.tls_library import tls_library


def describe() -> dict[str, Any]:
    """Returns the contract's answer; grpcio gives no way to write TLS secrets."""
    return {
        "stack": [
            {"name": "grpcio", "version": grpc.__version__},
            {"name": "protobuf", "version": google.protobuf.__version__},
            {"name": "cryptography", "version": cryptography.__version__},
        ],
        "runtime": {
            "name": platform.python_implementation(),
            "version": platform.python_version(),
        },
        "tls": tls_library()._asdict(),
        "keyLog": False,
    }
