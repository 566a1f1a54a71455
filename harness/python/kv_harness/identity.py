"""The own certificate of one side of AutoMTLS.

Imported only where AutoMTLS is asked for: cryptography.x509 takes 40 ms to import.
"""

import datetime as dt
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from kv_harness.go_plugin import AUTO_MTLS_NAME

PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey | rsa.RSAPrivateKey

# go-plugin backdates by the same time (mtls.go), for clocks that differ.
_BACKDATED = dt.timedelta(seconds=30)
_LIFETIME = dt.timedelta(days=1)


class Identity(NamedTuple):
    """A private key (PKCS #8) and its certificate, both PEM."""

    key: bytes
    certificate: bytes


def certificate_pem(der: bytes) -> bytes:
    """Converts a certificate to PEM. Raises ValueError if it is none."""
    return x509.load_der_x509_certificate(der).public_bytes(serialization.Encoding.PEM)


def generate_key() -> bytes:
    """A new P-256 key, the type that every stack verifies."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def self_signed(key: bytes, key_type: str | None = None) -> Identity:
    """Makes a certificate for the key: self-signed, CA:FALSE, CN and SAN localhost.

    CA:FALSE because rustls takes no CA certificate as a leaf (webpki's CaUsedAsEndEntity).
    Raises ValueError if the PEM cannot be read, or if the key is not of the type that is expected,
    where one is, in the contract's words (`p256`).
    """
    # Checking that an RSA key's numbers are primes takes 600 ms for RSA-4096, and nothing here
    # depends on it.
    loaded = serialization.load_pem_private_key(key, None, unsafe_skip_rsa_key_validation=True)
    if not isinstance(loaded, PrivateKey):
        raise ValueError(  # noqa: TRY004 - the PEM is a value, its type is what it holds
            f"no certificate is made for a key of type {type(loaded).__name__}"
        )
    if key_type not in {None, _key_type(loaded)}:
        raise ValueError(f"of type {_key_type(loaded)}, not {key_type}")
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, AUTO_MTLS_NAME)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(loaded.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _BACKDATED)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(AUTO_MTLS_NAME)]), critical=False)
        .add_extension(
            x509.ExtendedKeyUsage(
                [ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH]
            ),
            critical=False,
        )
        # Ed25519 hashes by itself (RFC 8410 section 2).
        .sign(loaded, None if isinstance(loaded, ed25519.Ed25519PrivateKey) else hashes.SHA256())
    )
    return Identity(key, certificate.public_bytes(serialization.Encoding.PEM))


def _key_type(key: PrivateKey) -> str:
    match key:
        case ec.EllipticCurvePrivateKey():
            return key.curve.name.replace("secp", "p").removesuffix("r1")
        case rsa.RSAPrivateKey():
            return f"rsa{key.key_size}"
        case ed25519.Ed25519PrivateKey():
            return "ed25519"
