"""Keys that OpenSSL before 3.5 does not know, told from broken files."""

import base64

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from kv_harness.key_algorithm import is_other

# PKCS #8 of id-ml-dsa-65 with a seed of zeros (RFC 9881 section 6).
_MLDSA65 = bytes.fromhex("3034020100300b060960864801650304031204228020") + bytes(32)


def _pem(der: bytes) -> bytes:
    return (
        b"-----BEGIN PRIVATE KEY-----\n" + base64.encodebytes(der) + b"-----END PRIVATE KEY-----\n"
    )


@pytest.mark.parametrize(
    "key",
    [
        ec.generate_private_key(ec.SECP256R1()),
        ed25519.Ed25519PrivateKey.generate(),
        rsa.generate_private_key(65537, 2048),
    ],
)
def test_what_every_openssl_knows(key: ec.EllipticCurvePrivateKey) -> None:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    assert not is_other(pem)


def test_a_key_of_ml_dsa() -> None:
    assert is_other(_pem(_MLDSA65))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"-----BEGIN PRIVATE KEY-----\n",
        _pem(b"nothing"),
        _pem(_MLDSA65).replace(b"PRIVATE KEY", b"EC PRIVATE KEY"),
        b"-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n",
    ],
)
def test_what_is_no_pkcs8(content: bytes) -> None:
    assert not is_other(content)
