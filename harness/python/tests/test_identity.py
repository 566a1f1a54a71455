import datetime as dt

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import ExtendedKeyUsageOID

from kv_harness.identity import generate_key, self_signed
from tests.pki import private_key


@pytest.mark.parametrize("name", ["p256", "p384", "p521", "rsa2048", "ed25519"])
def test_the_certificate_of_each_key_type(name: str) -> None:
    own = self_signed(private_key(name), name)
    certificate = x509.load_pem_x509_certificate(own.certificate)
    certificate.verify_directly_issued_by(certificate)
    assert own.key == private_key(name)
    assert own.certificate_der == certificate.public_bytes(serialization.Encoding.DER)
    assert certificate.version is x509.Version.v3
    assert 0 < certificate.serial_number < 1 << 159
    now = dt.datetime.now(dt.UTC)
    assert certificate.not_valid_before_utc < now - dt.timedelta(seconds=29)
    assert now + dt.timedelta(hours=23) < certificate.not_valid_after_utc
    assert certificate.subject.rfc4514_string() == "CN=localhost"
    extensions = certificate.extensions
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    constraints = extensions.get_extension_for_class(x509.BasicConstraints)
    assert constraints.critical
    assert not constraints.value.ca
    assert set(extensions.get_extension_for_class(x509.ExtendedKeyUsage).value) == {
        ExtendedKeyUsageOID.CLIENT_AUTH,
        ExtendedKeyUsageOID.SERVER_AUTH,
    }


def test_a_generated_key_is_p256() -> None:
    assert self_signed(generate_key(), "p256").certificate


def test_a_key_of_another_type_than_expected() -> None:
    with pytest.raises(ValueError, match="of type p384, not p256"):
        self_signed(private_key("p384"), "p256")


def test_a_key_that_no_certificate_is_made_for() -> None:
    with pytest.raises(ValueError, match="no certificate is made for a key of type Ed448"):
        self_signed(private_key("ed448"))


@pytest.mark.parametrize("junk", [b"", b"junk"])
def test_what_is_no_key(junk: bytes) -> None:
    with pytest.raises(ValueError, match="PEM"):
        self_signed(junk)
