"""Names that hashicorp/go-plugin 1.8 fixes between a host and its plugin."""

COOKIE_KEY = "BASIC_PLUGIN"
COOKIE_VALUE = "hello"

# The version of the handshake line itself (go-plugin's CoreProtocolVersion).
CORE_PROTOCOL_VERSION = 1
# The version of the application's protocol, as in go-plugin's KV example.
PROTOCOL_VERSION = 1

CLIENT_CERT = "PLUGIN_CLIENT_CERT"
PROTOCOL_VERSIONS = "PLUGIN_PROTOCOL_VERSIONS"
SOCKET_DIRECTORY = "PLUGIN_UNIX_SOCKET_DIR"
SOCKET_GROUP = "PLUGIN_UNIX_SOCKET_GROUP"

# The name in the certificates of AutoMTLS, which both sides verify (mtls.go, client.go).
AUTO_MTLS_NAME = "localhost"

# The time a broker waits for the other side's connection info (grpc_broker.go).
BROKER_TIMEOUT_S = 5.0

HEALTH_SERVICE = "plugin"
CONTROLLER = "plugin.GRPCController"
STDIO = "plugin.GRPCStdio"
BROKER = "plugin.GRPCBroker"
BROKER_PROOF = "handshakematrix.v1.BrokerProof"
CALL_BACK = "handshakematrix.v1.CallBack"
TOLD = "handshakematrix.v1.Told"
