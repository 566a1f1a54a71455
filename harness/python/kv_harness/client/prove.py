"""`prove`: connect, make the steps' calls, report what was seen."""

import base64
import itertools
import threading
import time
from concurrent import futures
from typing import Any

from kv_harness.client import plugin_host, request
from kv_harness.client.calls import make
from kv_harness.client.connection import Connection, attach, connect
from kv_harness.client.errors import InvalidParamsError, PluginStartError, UnsupportedError
from kv_harness.client.observation import Observation
from kv_harness.client.request import (
    AddressTarget,
    PluginTarget,
    Prove,
    RunningTarget,
    SessionTarget,
    Step,
)


class Prover:
    """Answers `prove` requests, which may overlap, and keeps the sessions between them."""

    def __init__(self) -> None:
        self._sessions: dict[str, Connection] = {}
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    def prove(self, params: Any) -> dict[str, Any]:
        """Returns the contract's answer. Raises InvalidParamsError."""
        begun = time.monotonic()
        try:
            wanted = request.parse(params)
        except UnsupportedError as error:
            return {"kind": "unsupported", "reason": str(error)}
        deadline = begun + wanted.deadline_s
        session, connection, start = self._connect(wanted, deadline)
        answer: dict[str, Any] = {
            "kind": "observed",
            "start": start,
            "steps": [],
            "serverCertificate": None,
            "clientCertificate": None,
            "peer": None,
            "session": None,
        }
        if connection is None:
            return answer
        try:
            _take_steps(wanted.steps, connection, deadline, answer)
            if connection.output:
                answer["output"] = connection.output.report()
        except BaseException:
            connection.close()
            raise
        if wanted.keep_open:
            answer["session"] = self._keep(session, connection)
        else:
            connection.close()
        return answer

    def close(self) -> None:
        """Ends every session and its plugin."""
        with self._lock:
            connections = tuple(self._sessions.values())
            self._sessions.clear()
        for connection in connections:
            connection.close()

    def _connect(
        self, wanted: Prove, deadline: float
    ) -> tuple[str | None, Connection | None, dict[str, Any] | None]:
        match wanted.target, wanted.tls:
            case SessionTarget(id=session), _:
                return session, self._take(session, wanted), None
            case AddressTarget() as target, request.Tls() as tls:
                return None, connect(target, tls), None
            case RunningTarget() as target, _:
                return None, attach(target), None
            case PluginTarget() as target, request.Tls() as tls:
                start = plugin_host.start(target, tls, deadline - time.monotonic())
                return None, start.connection, _start(start)
            case _:
                raise InvalidParamsError("tls must be an object")

    def _take(self, session: str, wanted: Prove) -> Connection:
        # Taken out while in use, so that no other request closes it.
        with self._lock:
            connection = self._sessions.get(session)
            if connection is None:
                raise InvalidParamsError(f"session {session} is not open")
            if connection.plugin is None and wanted.needs_plugin:
                raise InvalidParamsError(f"session {session} is not one of a plugin")
            return self._sessions.pop(session)

    def _keep(self, session: str | None, connection: Connection) -> str:
        with self._lock:
            session = session or str(next(self._ids))
            self._sessions[session] = connection
        return session


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


def _take_steps(
    steps: tuple[Step, ...], connection: Connection, deadline: float, answer: dict[str, Any]
) -> None:
    for step in steps:
        begun = time.monotonic()
        observations = _make_at_once(step, connection, deadline)
        elapsed = (time.monotonic() - begun) * 1000
        results = [observation.result for observation in observations]
        answer["steps"].append({"name": step.name, "elapsedMs": elapsed, "calls": results})
        for observation in observations:
            if observation.certificate is not None:
                encoded = base64.b64encode(observation.certificate).decode("ascii")
                answer["clientCertificate"] = encoded
        if any(
            observation.status not in call.continue_on
            for call, observation in zip(step.calls, observations, strict=True)
        ):
            return


def _make_at_once(step: Step, connection: Connection, deadline: float) -> list[Observation]:
    if len(step.calls) == 1:
        return [make(step.calls[0], connection, deadline)]
    with futures.ThreadPoolExecutor(max(len(step.calls), 1)) as pool:
        return list(pool.map(lambda call: make(call, connection, deadline), step.calls))
