"""What a call that grpcio lets pass is reported as."""

from types import SimpleNamespace
from typing import Any

import grpc
import pytest

from kv_harness.client import calls
from kv_harness.client.request import Call


@pytest.mark.parametrize(
    ("is_answered", "status", "message"),
    [(True, "OK", ""), (False, "UNKNOWN", "grpcio says OK and gives no message")],
)
def test_ok_is_for_a_call_whose_message_came(
    monkeypatch: pytest.MonkeyPatch, *, is_answered: bool, status: str, message: str
) -> None:
    done = SimpleNamespace(
        code=lambda: grpc.StatusCode.OK, details=lambda: "", trailing_metadata=lambda: ()
    )
    monkeypatch.setattr(calls, "_request", lambda *_: (done, is_answered))
    connection: Any = SimpleNamespace(plugin=None)
    observation = calls.make(Call("put"), connection, 0)
    assert (observation.status, observation.result["message"]) == (status, message)
