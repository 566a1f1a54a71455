"""`prove`: connect, make the steps' calls, report what was seen."""

import asyncio
import base64
import itertools
import ssl
import time
from typing import Any

from kv_grpclib import plugin_host
from kv_grpclib.calls import make
from kv_grpclib.connection import Connection, connect
from kv_harness.client import request
from kv_harness.client.errors import InvalidParamsError, PluginStartError, UnsupportedError
from kv_harness.client.request import AddressTarget, PluginTarget, Prove, SessionTarget


class Prover:
    """Answers `prove` requests, which may overlap, and keeps the sessions between them."""

    def __init__(self) -> None:
        self._sessions: dict[str, Connection] = {}
        self._ids = itertools.count(1)

    async def prove(self, params: Any) -> dict[str, Any]:
        """Returns the contract's answer. Raises InvalidParamsError."""
        begun = time.monotonic()
        try:
            wanted = request.parse(params)
        except UnsupportedError as error:
            return {"kind": "unsupported", "reason": str(error)}
        lacking = _lacking(wanted)
        if lacking is not None:
            return {"kind": "unsupported", "reason": lacking}
        deadline = begun + wanted.deadline_s
        answer: dict[str, Any] = {
            "kind": "observed",
            "start": None,
            "steps": [],
            "serverCertificate": None,
            "clientCertificate": None,
            "peer": None,
            "session": None,
        }
        try:
            session, connection = await self._connect(wanted, deadline, answer)
        except ssl.SSLError as error:
            answer["steps"] = _refused(wanted, error)
            return answer
        if connection is None:
            return answer
        try:
            await _take_steps(wanted, connection, deadline, answer)
        except BaseException:
            await connection.close()
            raise
        if wanted.keep_open:
            answer["session"] = session = session or str(next(self._ids))
            self._sessions[session] = connection
        else:
            await connection.close()
        return answer

    async def close(self) -> None:
        """Ends every session and its plugin."""
        await asyncio.gather(*(one.close() for one in self._sessions.values()))

    async def _connect(
        self, wanted: Prove, deadline: float, answer: dict[str, Any]
    ) -> tuple[str | None, Connection | None]:
        match wanted.target, wanted.tls:
            case SessionTarget(id=session), _:
                return session, self._take(session, wanted)
            case AddressTarget() as target, request.Tls() as given:
                return None, connect(target, given)
            case PluginTarget() as target, request.Tls() as given:
                start = await plugin_host.start(target, given, deadline - time.monotonic())
                answer["start"] = _start(start)
                return None, start.connection
            case _:
                raise InvalidParamsError("tls must be an object")

    def _take(self, session: str, wanted: Prove) -> Connection:
        # Taken out while in use, so that no other request closes it.
        connection = self._sessions.get(session)
        if connection is None:
            raise InvalidParamsError(f"session {session} is not open")
        if connection.plugin is None and wanted.needs_plugin:
            raise InvalidParamsError(f"session {session} is not one of a plugin")
        return self._sessions.pop(session)


def _lacking(wanted: Prove) -> str | None:
    """What this client has no way to do; None where it can do all that is asked."""
    if any(call.rpc is not None for step in wanted.steps for call in step.calls):
        return "rpc: this client makes a proof's calls alone"
    match wanted.target:
        case AddressTarget(keepalive_ms=int()):
            return "keepaliveMs: grpclib has no public option for it"
        case PluginTarget() as target if target.host.output:
            return "host.output: this client does not read it"
    return None


def _start(start: plugin_host.Start) -> dict[str, Any]:
    answer: dict[str, Any] = {"line": start.line, "elapsedMs": start.elapsed_ms}
    if start.error is not None:
        answer["error"] = {"message": str(start.error), "chain": _causes(start.error)}
    return answer


def _causes(error: PluginStartError) -> list[str]:
    chain = []
    cause = error.__cause__
    while cause is not None:
        chain.append(str(cause))
        cause = cause.__cause__
    return chain


def _refused(wanted: Prove, error: ssl.SSLError) -> list[dict[str, Any]]:
    """As if the first step's calls had failed to connect."""
    result = {"status": "UNAVAILABLE", "message": str(error), "chain": []}
    return [
        {"name": step.name, "elapsedMs": 0, "calls": [result] * len(step.calls)}
        for step in wanted.steps[:1]
    ]


async def _take_steps(
    wanted: Prove, connection: Connection, deadline: float, answer: dict[str, Any]
) -> None:
    for step in wanted.steps:
        begun = time.monotonic()
        made = await asyncio.gather(*(make(call, connection, deadline) for call in step.calls))
        elapsed = (time.monotonic() - begun) * 1000
        results = [one.result for one in made]
        answer["steps"].append({"name": step.name, "elapsedMs": elapsed, "calls": results})
        for one in made:
            for field, certificate in (
                ("serverCertificate", one.server_certificate),
                ("clientCertificate", one.client_certificate),
            ):
                if certificate is not None:
                    answer[field] = base64.b64encode(certificate).decode("ascii")
            answer["peer"] = one.peer or answer["peer"]
        if any(
            one.status not in call.continue_on for call, one in zip(step.calls, made, strict=True)
        ):
            return
