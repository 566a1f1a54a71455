"""The ways a request can end other than by an observation."""


class InvalidParamsError(Exception):
    """The request makes no sense: a fault of the harness, JSON-RPC error -32602."""


class UnsupportedError(Exception):
    """The request makes sense, but this client's stack cannot do it; the message is the reason."""


class PluginStartError(Exception):
    """The plugin could not be started or its handshake line was refused; its cause explains."""
