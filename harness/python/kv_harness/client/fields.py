"""Typed access to the fields of a request; each raises InvalidParamsError naming the field."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from kv_harness.client.errors import InvalidParamsError


def record(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise InvalidParamsError(f"{name} must be an object")
    return value


def items(parent: Mapping[str, Any], name: str) -> list[Any]:
    value = parent.get(name)
    if not isinstance(value, list):
        raise InvalidParamsError(f"{name} must be a list")
    return value


def strings(parent: Mapping[str, Any], name: str) -> list[str]:
    value = items(parent, name)
    if not all(isinstance(item, str) for item in value):
        raise InvalidParamsError(f"{name} must be a list of strings")
    return value


def text(parent: Mapping[str, Any], name: str, *, empty: bool = False) -> str:
    value = parent.get(name)
    if not isinstance(value, str) or not (value or empty):
        raise InvalidParamsError(f"{name} must be a {'' if empty else 'non-empty '}string")
    return value


def number(parent: Mapping[str, Any], name: str) -> float:
    """A positive number."""
    value = parent.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise InvalidParamsError(f"{name} must be a positive number")
    return value


def amount(parent: Mapping[str, Any], name: str) -> float:
    """A number of 0 or more."""
    return 0 if parent.get(name) == 0 else number(parent, name)


def content(value: Any) -> bytes:
    """{base64}, or {pattern}: byte i is (first + i) mod 256."""
    given = record(value, "value")
    if "pattern" in given:
        pattern = record(given["pattern"], "pattern")
        size, first = pattern.get("size"), pattern.get("first")
        if type(size) is not int or type(first) is not int or size < 0:
            raise InvalidParamsError("pattern needs a size of 0 or more and a first byte")
        period = bytes((first + i) % 256 for i in range(256))
        return (period * (size // 256 + 1))[:size]
    try:
        return base64.b64decode(text(given, "base64", empty=True), validate=True)
    except binascii.Error as error:
        raise InvalidParamsError(f"base64: {error}") from error
