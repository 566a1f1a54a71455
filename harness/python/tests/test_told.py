"""The service Told and the call rpc, between the two programs."""

import base64
import time
from collections.abc import Iterator
from typing import Any

import grpc
import pytest

from kv_harness import schema
from tests.pki import Pki
from tests.processes import PATIENCE_S, SERVER, Server, Worker, server_environment
from tests.proofs import SHUTDOWN, calls, step

_SERVICE = "handshakematrix.v1.Told"
_METHODS = {
    "unary": "Unary",
    "client-stream": "ClientStream",
    "server-stream": "ServerStream",
    "bidi": "Bidi",
}
_REQUEST = schema.message(f"{_SERVICE}Request")
_RESPONSE = schema.message(f"{_SERVICE}Response")
_REPORT = schema.method(_SERVICE, "Report")
_SIZES = [3, 0, 300]
# grpcio rounds a timeout up, which at times adds up to 0.3 %, as seen.
_ROUNDED_UP = 1.01


@pytest.fixture(scope="module")
def server(pki: Pki) -> Iterator[Server]:
    tcp = {"network": "tcp", "address": "127.0.0.1:0"}
    certificate = {"certificate": pki.certificate("p256"), "key": pki.key("p256")}
    listeners = [
        {"id": "none", "mode": "none"} | tcp,
        {"id": "mtls", "mode": "mtls", "clientCa": pki.certificate("p384")} | certificate | tcp,
    ]
    with Server(server_environment({"endOnStdinEof": True, "listeners": listeners})) as running:
        yield running
        assert running.end() == 0


def _told(**script: Any) -> bytes:
    encoded: bytes = _REQUEST(script=script).SerializeToString()
    return encoded


def _response(size: int) -> str:
    payload = bytes(i % 256 for i in range(size))
    return _base64(_RESPONSE(payload=payload).SerializeToString())


def _base64(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _rpc(kind: str, *requests: bytes, **change: Any) -> dict[str, Any]:
    return {
        "call": "rpc",
        "kind": kind,
        "path": f"/{_SERVICE}/{_METHODS[kind]}",
        "requests": [{"base64": _base64(request)} for request in requests],
        "metadata": [],
        "deadlineMs": 5000,
        "sendEveryMs": 0,
        "halfClose": True,
        "compression": None,
        "waitForReady": False,
        "cancel": None,
        "continueOn": ["OK"],
    } | change


def _observe(server: Server, worker: Worker, call: dict[str, Any], **change: Any) -> Any:
    target = server.address("none")
    whole = {"target": target, "tls": {"mode": "none"}, "steps": [step("rpc", call)]}
    [answer] = calls(worker.prove(**(whole | change)))
    return answer


def _messages(answer: Any) -> list[str]:
    return [message["base64"] for message in answer["rpc"]["messages"]]


def _report(server: Server, worker: Worker, identifier: str) -> Any:
    request = _REPORT.request(id=identifier).SerializeToString()
    answer = _observe(server, worker, _rpc("unary", request, path=_REPORT.path))
    return _REPORT.response.FromString(base64.b64decode(_messages(answer)[0]))


def _cancelled_after_ms(server: Server, worker: Worker, identifier: str) -> int:
    """Waits for it: the report may overtake the cancellation."""
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit:
        after: int = _report(server, worker, identifier).cancelled_after_ms
        if after >= 0:
            return after
    return -1


@pytest.mark.parametrize(
    ("kind", "requests", "answered"),
    [
        ("unary", 1, [3]),
        ("client-stream", 3, [3]),
        ("server-stream", 1, _SIZES),
        ("bidi", 3, _SIZES),
        ("client-stream", 0, [0]),
        ("bidi", 0, []),
    ],
)
def test_kinds(
    server: Server, worker: Worker, kind: str, requests: int, answered: list[int]
) -> None:
    identifier = f"{kind} of {requests}"
    sent = [_told(id=identifier, sizes=_SIZES), b"", b""][:requests]
    answer = _observe(server, worker, _rpc(kind, *sent, sendEveryMs=5))
    assert (answer["status"], answer["chain"]) == ("OK", [])
    assert _messages(answer) == [_response(size) for size in answered]
    if requests == 0:
        return
    seen = _report(server, worker, identifier)
    assert (seen.received, seen.cancelled_after_ms, seen.authority) == (requests, -1, "")
    assert 3000 < seen.timeout_ms <= 5000 * _ROUNDED_UP


def test_a_long_message_is_told_by_its_digest_alone(server: Server, worker: Worker) -> None:
    [message] = _observe(server, worker, _rpc("unary", _told(sizes=[5000])))["rpc"]["messages"]
    assert (message["size"], message.keys()) == (5003, {"size", "sha256"})


def test_metadata_both_ways(server: Server, worker: Worker) -> None:
    given = [("text", b"one"), ("text", b"two"), ("x-bin", b"\0\xff"), ("x-bin", b"")]
    headers = [{"name": name, "value": value} for name, value in given]
    entries = [{"name": name, "value": _base64(value)} for name, value in given]
    script = _told(id="metadata", initial=headers, trailing=headers)
    told = _observe(server, worker, _rpc("unary", script, metadata=entries))["rpc"]
    assert (told["initial"], told["trailing"]) == (entries, entries)
    seen = _report(server, worker, "metadata").metadata
    assert [(one.name, one.value) for one in seen if one.name != "user-agent"] == given


@pytest.mark.parametrize("kind", ["unary", "bidi"])
# grpcio has an enumeration of statuses and makes UNKNOWN of what is not in it.
@pytest.mark.parametrize(("code", "status"), [(5, "NOT_FOUND"), (17, "UNKNOWN")])
def test_a_status_with_message_and_details(
    server: Server, worker: Worker, kind: str, code: int, status: str
) -> None:
    details = b"\x08\x05"
    script = _told(code=code, message="größer, 100 %", details=details)
    answer = _observe(server, worker, _rpc(kind, script))
    assert (answer["status"], answer["message"]) == (status, "größer, 100 %")
    assert (answer["rpc"]["messages"], answer["rpc"]["details"]) == ([], _base64(details))


@pytest.mark.parametrize(
    ("kind", "cancel", "script", "messages"),
    [
        ("unary", {"afterMs": 80}, {"delay_ms": 3000}, 0),
        ("client-stream", {"afterMs": 80}, {}, 0),
        ("server-stream", {"afterMessages": 2}, {"sizes": [1] * 9, "each_ms": 60}, 2),
        ("bidi", {"afterMessages": 0}, {"delay_ms": 3000}, 0),
    ],
)
def test_a_cancellation(
    server: Server,
    worker: Worker,
    kind: str,
    cancel: dict[str, int],
    script: dict[str, Any],
    messages: int,
) -> None:
    identifier = f"cancelled {kind}"
    request = _told(id=identifier, **script)
    answer = _observe(server, worker, _rpc(kind, request, cancel=cancel, halfClose=False))
    assert answer["status"] == "CANCELLED"
    assert len(answer["rpc"]["messages"]) == messages
    if cancel.get("afterMessages") != 0:
        assert 0 <= _cancelled_after_ms(server, worker, identifier) < 2500


@pytest.mark.parametrize(
    ("deadline", "lowest", "highest"),
    [(None, -1, -1), (2_592_000_000, 2_591_999_000, 2_592_000_000 * _ROUNDED_UP)],
)
def test_a_deadline(
    server: Server, worker: Worker, deadline: int | None, lowest: int, highest: float
) -> None:
    identifier = f"deadline {deadline}"
    _observe(server, worker, _rpc("unary", _told(id=identifier), deadlineMs=deadline))
    assert lowest <= _report(server, worker, identifier).timeout_ms <= highest


def test_at_the_deadline_of_the_request_a_call_is_cancelled(server: Server, worker: Worker) -> None:
    call = _rpc("unary", _told(delay_ms=3000), deadlineMs=None)
    assert _observe(server, worker, call, deadlineMs=100)["status"] == "CANCELLED"


@pytest.mark.parametrize("kind", ["unary", "bidi"])
def test_compressed_messages_arrive_as_they_were(server: Server, worker: Worker, kind: str) -> None:
    script = _told(sizes=[2000], gzip=True)
    assert _messages(_observe(server, worker, _rpc(kind, script, compression="gzip"))) == [
        _response(2000)
    ]


def test_responses_are_compressed(server: Server) -> None:
    """grpcio does not say what it decompressed: a limit on what is received does."""
    address = server.address("none")["address"]
    request = _told(sizes=[100_000], gzip=True)
    with grpc.insecure_channel(address, [("grpc.max_receive_message_length", 50_000)]) as channel:
        method: Any = channel.unary_unary(f"/{_SERVICE}/Unary")
        with pytest.raises(grpc.RpcError) as raised:
            method(request, timeout=5)
    assert "decompressed" in str(raised.value).lower()


@pytest.mark.parametrize("kind", ["client-stream", "bidi"])
def test_told_to_be_early_it_does_not_wait_for_the_rest(
    server: Server, worker: Worker, kind: str
) -> None:
    answer = _observe(server, worker, _rpc(kind, _told(early=True, sizes=[2]), halfClose=False))
    assert (answer["status"], _messages(answer)) == ("OK", [_response(2)])


def test_told_to_it_sends_initial_metadata_before_it_reads_the_rest(
    server: Server, worker: Worker
) -> None:
    script = _told(headers_first=True, initial=[{"name": "first", "value": b"yes"}])
    call = _rpc("bidi", script, halfClose=False, cancel={"afterMs": 100})
    initial = _observe(server, worker, call)["rpc"]["initial"]
    assert initial == [{"name": "first", "value": _base64(b"yes")}]


@pytest.mark.parametrize(
    ("kind", "method", "sizes", "status"),
    [
        ("unary", "ServerStream", [1, 2], "DEADLINE_EXCEEDED"),
        ("unary", "ServerStream", [], "OK"),
        ("client-stream", "Unary", [], "OK"),
        ("bidi", "None", [], "UNIMPLEMENTED"),
    ],
)
def test_a_method_of_another_kind(
    server: Server, worker: Worker, kind: str, method: str, sizes: list[int], status: str
) -> None:
    requests = [_told(sizes=sizes), b""][: 1 if kind == "unary" else 2]
    call = _rpc(kind, *requests, path=f"/{_SERVICE}/{method}", deadlineMs=500)
    assert _observe(server, worker, call)["status"] == status


@pytest.mark.parametrize("kind", ["unary", "bidi"])
def test_metadata_that_grpcio_refuses(server: Server, worker: Worker, kind: str) -> None:
    bad = {"name": "Upper", "value": b"v"}
    entry = {"name": "Upper", "value": _base64(b"v")}
    for call in (
        _rpc(kind, _told(), metadata=[entry]),
        _rpc(kind, _told(trailing=[bad])),
    ):
        answer = _observe(server, worker, call)
        assert (answer["status"], answer["message"]) == ("INTERNAL", "Invalid metadata")


def test_what_python_refuses_has_no_status(server: Server, worker: Worker) -> None:
    entry = {"name": "text", "value": _base64(b"\xff")}
    answer = _observe(server, worker, _rpc("unary", _told(), metadata=[entry]))
    assert answer["status"] == "none"
    assert answer["rpc"]["messages"] == []


def test_an_id_that_no_call_had(server: Server, worker: Worker) -> None:
    request = _REPORT.request(id="never").SerializeToString()
    answer = _observe(server, worker, _rpc("unary", request, path=_REPORT.path))
    assert answer["status"] == "NOT_FOUND"


def test_over_mutual_tls(server: Server, worker: Worker, pki: Pki) -> None:
    tls = {"mode": "mtls", "ca": pki.certificate("p256"), "serverName": "localhost"}
    tls |= {"certificate": pki.certificate("p384"), "key": pki.key("p384")}
    call = _rpc("bidi", _told(sizes=_SIZES), compression="gzip")
    answer = _observe(server, worker, call, target=server.address("mtls"), tls=tls)
    assert _messages(answer) == [_response(size) for size in _SIZES]


def test_of_a_plugin(worker: Worker) -> None:
    environment = server_environment()
    target = {"kind": "plugin", "argv": list(SERVER), "environment": environment}
    call = step("rpc", _rpc("unary", _told(sizes=_SIZES)))
    answer = worker.prove(
        target=target | {"startTimeoutMs": 10_000}, tls={"mode": "none"}, steps=[call, SHUTDOWN]
    )
    assert [one["status"] for one in calls(answer)] == ["OK", "OK"]


def test_a_unary_call_has_one_request_or_makes_no_sense(server: Server, worker: Worker) -> None:
    params = {"target": server.address("none"), "tls": {"mode": "none"}, "deadlineMs": 5000}
    answer = worker.request("prove", params | {"steps": [step("rpc", _rpc("unary"))]})
    assert answer["error"]["code"] == -32602
