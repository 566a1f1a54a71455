"""Why a listener could not be opened, where grpcio says only that."""

from pathlib import Path
from typing import Any, NoReturn

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from kv_harness import identity
from kv_harness.server.configuration import Listener
from kv_harness.server.errors import ConfigurationError
from kv_harness.server.listen import listen


class _Refusing:
    """A server of a grpcio that takes no listener."""

    def add_secure_port(self, *_: object) -> NoReturn:
        raise RuntimeError("Failed to bind")


def test_a_key_that_openssl_finds_too_small(tmp_path: Path) -> None:
    key = rsa.generate_private_key(65537, 1024).private_bytes(  # noqa: S505 - it is to be weak
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    files = {name: tmp_path / name for name in ("key", "certificate")}
    files["key"].write_bytes(key)
    files["certificate"].write_bytes(identity.self_signed(key).certificate)
    listener = Listener("a", "tls", "tcp", "127.0.0.1:0", files)
    server: Any = _Refusing()
    credentials: Any = object()
    with pytest.raises(ConfigurationError, match=r"key: ee key too small, as OpenSSL says$"):
        listen(server, listener, credentials)
