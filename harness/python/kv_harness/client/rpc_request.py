"""What the call `rpc` asks for."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from kv_harness.client import fields
from kv_harness.client.errors import InvalidParamsError
from kv_harness.metadata import Entry

_KINDS = ("unary", "client-stream", "server-stream", "bidi")
_KINDS_OF_ONE_REQUEST = ("unary", "server-stream")


class Rpc(NamedTuple):
    """A call of any kind, with all that an application can ask of its library."""

    kind: str
    path: str
    requests: tuple[bytes, ...]
    metadata: tuple[Entry, ...]
    deadline_s: float | None
    send_every_s: float
    half_close: bool
    compressed: bool
    wait_for_ready: bool
    cancel_after_s: float | None
    cancel_after_messages: int | None
    begin_after_s: float = 0
    """Before it is begun."""


def parse(call: Mapping[str, Any]) -> Rpc:
    """Raises InvalidParamsError naming the field at fault."""
    kind = fields.text(call, "kind")
    if kind not in _KINDS:
        raise InvalidParamsError(f"kind {kind} is not known")
    requests = tuple(fields.content(value) for value in fields.items(call, "requests"))
    if kind in _KINDS_OF_ONE_REQUEST and len(requests) != 1:
        raise InvalidParamsError(f"requests: a {kind} call has one, not {len(requests)}")
    if call.get("compression") not in {None, "gzip"}:
        raise InvalidParamsError(f"compression {call['compression']} is not known")
    cancel = fields.record(call.get("cancel") or {}, "cancel")
    return Rpc(
        kind,
        fields.text(call, "path", empty=True),
        requests,
        tuple(_entry(value) for value in fields.items(call, "metadata")),
        None if call.get("deadlineMs") is None else fields.number(call, "deadlineMs") / 1000,
        fields.amount(call, "sendEveryMs") / 1000,
        call.get("halfClose") is True,
        call.get("compression") == "gzip",
        call.get("waitForReady") is True,
        fields.amount(cancel, "afterMs") / 1000 if "afterMs" in cancel else None,
        int(fields.amount(cancel, "afterMessages")) if "afterMessages" in cancel else None,
        fields.amount(call, "beginAfterMs") / 1000 if "beginAfterMs" in call else 0,
    )


def _entry(value: Any) -> Entry:
    entry = fields.record(value, "metadata")
    return fields.text(entry, "name", empty=True), base64.b64decode(
        fields.text(entry, "value", empty=True)
    )
