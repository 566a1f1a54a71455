import datetime as dt

import pytest

from kv_harness import der


@pytest.mark.parametrize(
    ("length", "header"),
    [(0, "3000"), (127, "307f"), (128, "308180"), (255, "3081ff"), (256, "30820100")],
)
def test_the_length_of_a_value(length: int, header: str) -> None:
    assert der.sequence(bytes(length)).hex() == header + "00" * length


@pytest.mark.parametrize(
    ("value", "encoded"), [(0, "020100"), (2, "020102"), (127, "02017f"), (128, "02020080")]
)
def test_an_integer_is_never_read_as_negative(value: int, encoded: str) -> None:
    assert der.integer(value).hex() == encoded


@pytest.mark.parametrize(
    ("dotted", "encoded"),
    [
        ("2.5.4.3", "0603550403"),
        ("1.2.840.113549.1.1.11", "06092a864886f70d01010b"),
        ("1.2.840.10045.4.3.2", "06082a8648ce3d040302"),
    ],
)
def test_an_object_identifier(dotted: str, encoded: str) -> None:
    assert der.oid(dotted).hex() == encoded


@pytest.mark.parametrize(
    ("year", "encoded"), [(2026, b"\x17\x0d260102030405Z"), (2050, b"\x18\x0f20500102030405Z")]
)
def test_a_time(year: int, encoded: bytes) -> None:
    assert der.time(dt.datetime(year, 1, 2, 3, 4, 5, tzinfo=dt.UTC)) == encoded
