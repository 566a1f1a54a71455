"""The parameters of `prove`, checked before anything is done."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from kv_harness.client import fields, host_options, rpc_request
from kv_harness.client.errors import InvalidParamsError, UnsupportedError
from kv_harness.client.host_options import HostOptions
from kv_harness.client.rpc_request import Rpc
from kv_harness.go_plugin import PROTOCOL_VERSION

_MODES = {
    "none": (),
    "tls": ("ca", "serverName"),
    "mtls": ("ca", "serverName", "certificate", "key"),
    "auto-mtls": ("keyType", "key"),
}
_KEY_TYPES = ("p256", "p384", "p521", "rsa2048", "rsa3072", "rsa4096", "ed25519")
_PLUGIN_CALLS = ("broker", "shutdown")


class AddressTarget(NamedTuple):
    """A server that listens already."""

    network: str
    address: str
    keepalive_ms: int | None = None
    """How long its connection may be silent, while it has calls, before it is pinged."""


class PluginTarget(NamedTuple):
    """A server to start as a go-plugin host does."""

    argv: tuple[str, ...]
    environment: dict[str, str]
    protocol_versions: tuple[int, ...]
    """Of the plugin's application."""
    start_timeout_s: float
    host: HostOptions = HostOptions()


class RunningTarget(NamedTuple):
    """A plugin that somebody else has started."""

    network: str
    address: str
    pid: int


class SessionTarget(NamedTuple):
    """A connection that an earlier request kept open."""

    id: str


Target = AddressTarget | PluginTarget | RunningTarget | SessionTarget


class Tls(NamedTuple):
    """`fields` has what the mode needs, by the contract's names."""

    mode: str
    fields: Mapping[str, str]


class Call(NamedTuple):
    """One RPC; `payload` is what put and unary send, and broker's nonce."""

    name: str
    key: str = ""
    service: str = ""
    path: str = ""
    payload: bytes = b""
    rpc: Rpc | None = None
    after_s: float = 0
    """Before shutdown is asked for."""
    continue_on: frozenset[str] = frozenset()


class Step(NamedTuple):
    """Calls that are made at once."""

    name: str
    calls: tuple[Call, ...]


class Prove(NamedTuple):
    """A whole request; `tls` is None for a session, which has its own."""

    target: Target
    tls: Tls | None
    deadline_s: float
    keep_open: bool
    steps: tuple[Step, ...]

    @property
    def needs_plugin(self) -> bool:
        """Whether a step has a call that only a plugin's host can make."""
        return any(call.name in _PLUGIN_CALLS for step in self.steps for call in step.calls)


def parse(params: Any) -> Prove:
    """Raises InvalidParamsError naming the field at fault, UnsupportedError naming the knob."""
    whole = fields.record(params, "params")
    target = _target(fields.record(whole.get("target"), "target"))
    tls = None if isinstance(target, SessionTarget) else _tls(whole, target)
    steps = tuple(_step(step) for step in fields.items(whole, "steps"))
    deadline_s = fields.number(whole, "deadlineMs") / 1000
    wanted = Prove(target, tls, deadline_s, whole.get("keepOpen") is True, steps)
    if isinstance(target, AddressTarget) and wanted.needs_plugin:
        raise InvalidParamsError("broker and shutdown are calls of plugin sessions")
    return wanted


def _target(target: Mapping[str, Any]) -> Target:
    match fields.text(target, "kind"):
        case "address":
            silence = int(fields.number(target, "keepaliveMs")) if "keepaliveMs" in target else None
            return AddressTarget(_network(target), fields.text(target, "address"), silence)
        case "attach":
            pid = int(fields.number(target, "pid"))
            return RunningTarget(_network(target), fields.text(target, "address"), pid)
        case "plugin":
            argv = tuple(fields.strings(target, "argv"))
            if not argv:
                raise InvalidParamsError("argv is empty")
            environment = fields.record(target.get("environment", {}), "environment")
            host = host_options.parse(target)
            return PluginTarget(
                argv,
                {name: fields.text(environment, name, empty=True) for name in environment},
                host.protocol_versions or (_protocol_version(target),),
                fields.number(target, "startTimeoutMs") / 1000,
                host,
            )
        case "session":
            return SessionTarget(fields.text(target, "id"))
        case kind:
            raise InvalidParamsError(f"target.kind {kind} is not known")


def _network(target: Mapping[str, Any]) -> str:
    network = fields.text(target, "network")
    if network not in {"tcp", "unix"}:
        raise UnsupportedError(f"network {network}: this client dials tcp and unix")
    return network


def _protocol_version(target: Mapping[str, Any]) -> int:
    if target.get("protocolVersion") is None:
        return PROTOCOL_VERSION
    return int(fields.number(target, "protocolVersion"))


def _tls(whole: Mapping[str, Any], target: Target) -> Tls:
    tls = fields.record(whole.get("tls"), "tls")
    mode = fields.text(tls, "mode")
    if mode not in _MODES:
        raise UnsupportedError(f"tls.mode {mode}: not known to this client")
    if mode == "auto-mtls" and not isinstance(target, PluginTarget):
        raise InvalidParamsError("auto-mtls is a mode of plugin targets")
    for knob in ("tlsVersion", "group"):
        if tls.get(knob) is not None:
            raise UnsupportedError(
                f"tls.{knob} {tls[knob]}: grpcio has no Python API that limits it"
            )
    values = {field: fields.text(tls, field) for field in _MODES[mode]}
    if mode == "auto-mtls" and values["keyType"] not in _KEY_TYPES:
        raise UnsupportedError(f"tls.keyType {values['keyType']}: not known to this client")
    return Tls(mode, values)


def _step(value: Any) -> Step:
    step = fields.record(value, "step")
    return Step(
        fields.text(step, "name"), tuple(_call(call) for call in fields.items(step, "calls"))
    )


def _call(value: Any) -> Call:
    call = fields.record(value, "call")
    name = fields.text(call, "call")
    match name:
        case "put":
            key = fields.text(call, "key", empty=True)
            made = Call(name, key=key, payload=fields.content(call.get("value")))
        case "get":
            made = Call(name, key=fields.text(call, "key", empty=True))
        case "health":
            made = Call(name, service=fields.text(call, "service", empty=True))
        case "unary":
            payload = fields.content(call.get("value"))
            made = Call(name, path=fields.text(call, "path"), payload=payload)
        case "rpc":
            made = Call(name, rpc=rpc_request.parse(call))
        case "broker":
            made = Call(name, payload=fields.content({"base64": call.get("nonce")}))
        case "shutdown":
            after_ms = fields.amount(call, "afterMs") if "afterMs" in call else 0
            made = Call(name, after_s=after_ms / 1000)
        case _:
            raise InvalidParamsError(f"call {name} is not known")
    continue_on = fields.strings(call, "continueOn") if "continueOn" in call else ()
    return made._replace(continue_on=frozenset(continue_on))
