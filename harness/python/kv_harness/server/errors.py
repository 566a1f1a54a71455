"""Why a server does not start; the message is the one sentence for stderr."""


class ConfigurationError(Exception):
    """Something that was asked for is wrong: exit code 1."""


class UnsupportedError(Exception):
    """Something that was asked for is right, but grpcio cannot do it: exit code 127."""
