import type { Particular } from "../particular.ts";

/** Sockets, proxies and what answers in a server's name. */
export const connectionParticulars: readonly Particular[] = [
  {
    code: "name-not-resolved",
    around: /empty address list:[^\n]{0,80}\bEDS\b/,
    sentence: "The control plane names no endpoint for the service.",
    remedy:
      "let pods of the service be ready (`kubectl get endpointslices -l kubernetes.io/service-name=<service>`), and let the xDS server see them",
  },
  {
    code: "target-unusable",
    quote: /HTTPS without TLS enabled|HttpsUriWithoutTlsSupport|scheme is not http\b/,
    sentence: "The target begins with https://, and the client was given no TLS to reach it by.",
    remedy:
      "give the channel TLS (tonic: .tls_config(ClientTlsConfig::new().with_native_roots())? with the features tls-ring and tls-native-roots; an exporter has a feature of its own for it), or write http:// where plaintext is meant",
  },
  {
    code: "target-unusable",
    quote: /CLEARTEXT communication|App Transport Security/,
    sentence: "The client's system forbids plaintext to this host, so nothing is dialled.",
    remedy:
      "serve TLS and dial with it; for a host of development alone permit plaintext (Android: networkSecurityConfig with cleartextTrafficPermitted; iOS: NSExceptionDomains)",
  },
  {
    code: "target-unusable",
    quote: /no transport security set/,
    sentence: "The client was told neither to use TLS nor to do without it, so nothing is dialled.",
    remedy:
      "grpc.WithTransportCredentials(credentials.NewTLS(…)) for a server with TLS, insecure.NewCredentials() where plaintext is meant",
  },
  {
    code: "target-unusable",
    quote: /transport level security|secure credentials on an insecure connection/,
    sentence: "The credentials of the calls go over TLS alone, and the connection has none.",
    remedy:
      "dial with TLS: grpc.WithTransportCredentials(credentials.NewTLS(…)); credentials that may go in plaintext return false from RequireTransportSecurity",
  },
  {
    code: "target-unusable",
    quote: /can't use a HttpClient with a '/,
    sentence: "The scheme of the address says otherwise than the credentials of the channel.",
    remedy:
      "write https:// for ChannelCredentials.SecureSsl, and http:// for ChannelCredentials.Insecure",
  },
  {
    code: "target-unusable",
    quote: /TLS configuration of the channel/,
    sentence:
      "The address has neither http:// nor https:// before it, and the channel no credentials, so nothing is dialled.",
    remedy:
      "set GrpcChannelOptions.Credentials to ChannelCredentials.SecureSsl or ChannelCredentials.Insecure, or give the address its scheme",
  },
  {
    code: "connection-refused",
    quote: /\b(?:ENOENT|no such file or directory)/i,
    sentence:
      "There is no socket at that path: its server does not run, or listens at another path.",
    remedy:
      "start the server, and let both name the same path; in a container mount the folder of the socket",
  },
  {
    code: "connection-refused",
    quote: /^Still connecting to/,
    sentence:
      "Nobody listens at that socket as yet: its server does not run, or listens at another path.",
    remedy:
      "read the log of the driver's own container, and let both containers mount the same folder and name the same path in it (--csi-address, CSI_ENDPOINT)",
  },
  {
    code: "cannot-listen",
    quote: /listen unix(?:packet)? \S{104,400}: bind: invalid argument/,
    sentence:
      "The path of the socket is longer than the system takes: 107 bytes on Linux, 103 on macOS.",
    remedy:
      "set TMPDIR to a shorter folder, as TMPDIR=/tmp (a host of go-plugin 1.6 or newer: PLUGIN_UNIX_SOCKET_DIR)",
  },
  {
    code: "cannot-listen",
    quote: /address family not supported/i,
    sentence: "The system does not give the process a socket of this family.",
    remedy:
      "for a unix socket let RestrictAddressFamilies of the systemd unit have AF_UNIX, or the sandbox allow it; where IPv6 is off listen on 0.0.0.0, not on [::]",
  },
  {
    code: "cannot-listen",
    quote: /assign requested address|EADDRNOTAVAIL/i,
    sentence: "The address to listen on is none of this machine's.",
    remedy:
      "listen on 0.0.0.0 or an address that `ip address` shows (a container has its own); clients are told the outer address elsewhere",
  },
  {
    code: "cannot-listen",
    around: /forbidden by its access permissions/i,
    sentence: "Windows has kept this port for itself, or another process has it alone.",
    remedy:
      "`netsh int ipv4 show excludedportrange protocol=tcp` lists the ports that Windows keeps (Hyper-V and WSL take some): choose another, or `netstat -ano` for who has it",
  },
  {
    code: "cannot-listen",
    quote: /permission denied/i,
    sentence: "The process may not listen there.",
    remedy:
      "take a port from 1024 on, or give it CAP_NET_BIND_SERVICE (systemd: AmbientCapabilities; Kubernetes: capabilities.add); for a unix socket a folder that its user may write to (Node says the same where the folder is missing)",
  },
  {
    code: "cannot-listen",
    quote: /no such file or directory|read-only file system/i,
    sentence: "The folder of the socket is not there, or nothing can be written to it.",
    remedy:
      "make the folder before (systemd: RuntimeDirectory=), or name one that can be written to (a plugin's: TMPDIR, or PLUGIN_UNIX_SOCKET_DIR with go-plugin 1.6; in a container an emptyDir)",
  },
  {
    code: "plaintext-client-to-tls-port",
    quote: /plain HTTP request (?:was sent )?to HTTPS port/,
    sentence: "The client speaks plaintext to a port on which nginx speaks TLS.",
    remedy:
      "let the client use TLS, or let it dial a port whose `listen` has no `ssl`; grpc_pass is not concerned",
  },
  {
    code: "message-too-large",
    quote: /^(?:trying to send|Sent) message larger than max/,
    sentence: "The message is larger than what its sender lets itself send.",
    remedy:
      "raise the sender's own limit (Go: grpc.MaxCallSendMsgSize, of a server grpc.MaxSendMsgSize; gRPC core: grpc.max_send_message_length) and the receiver's with it, or send the data in parts",
  },
  {
    code: "peer-speaks-http1",
    quote: /HTTP_1_1_REQUIRED/,
    sentence:
      "The server speaks HTTP/2, and wants HTTP/1.1 for this request (HTTP_1_1_REQUIRED), in which no gRPC goes.",
    remedy:
      "turn off what needs HTTP/1.1 there: Windows authentication, or a client certificate that is asked for after the handshake (IIS and http.sys do so); or let a proxy that does so pass this path on in HTTP/2",
  },
  {
    code: "upstream-protocol-mismatch",
    quote: /too large http2 frame/,
    sentence: "nginx speaks HTTP/2 to a server behind it that answers in HTTP/1.1.",
    remedy:
      "grpc_pass only the paths of gRPC's services, to the port that serves them, and proxy_pass the others (ingress-nginx: backend-protocol: GRPC on an Ingress of that service alone)",
  },
  {
    code: "peer-speaks-http1",
    side: "client",
    quote: /malformed HTTP response|HTTP\/0\.9 when not|BadStatusLine|Expected HTTP\//,
    sentence:
      "The client speaks HTTP/1.1, and the port answers with HTTP/2, as a gRPC server's does.",
    remedy:
      "let the client speak HTTP/2 (curl: --http2-prior-knowledge; Kubernetes: a grpc probe in the place of httpGet), or dial the port for HTTP/1.1 beside it (health, metrics)",
  },
  {
    code: "http-proxy-intercept",
    quote: /\b407\b/,
    sentence: "The HTTP proxy wants credentials of its own before it connects anywhere.",
    remedy:
      "give the client the proxy's credentials (HTTPS_PROXY=http://user:password@proxy:port; curl: --proxy-user, with --proxy-ntlm or --proxy-negotiate), or put the address into no_proxy",
  },
  {
    code: "http-proxy-intercept",
    quote: /proxyconnect tcp: (?:tls|EOF)/,
    sentence:
      "The address of the proxy begins with https://, so the client speaks TLS to a proxy that speaks none.",
    remedy: "HTTPS_PROXY=http://proxy:port, with http:// for a proxy that is reached in plaintext",
  },
  {
    code: "credentials-required",
    quote: /expired/i,
    sentence: "The token that the call carries has expired; the connection and TLS are fine.",
    remedy:
      "fetch a new token before this one ends, for each call or by a refresh; set both clocks by NTP",
  },
  {
    code: "service-unimplemented",
    quote: /does not support the reflection API/,
    sentence: "The server answers, and serves no reflection, which grpcurl asks for the services.",
    remedy:
      "give grpcurl the files (-proto kv.proto, -protoset), or register reflection in the server (Go: reflection.Register(server))",
  },
  {
    code: "wrong-endpoint",
    quote: /direct SSL connection request/,
    sentence:
      "PostgreSQL was sent a ClientHello without its own name in ALPN: by a client of another protocol, such as gRPC.",
    remedy:
      "dial the server that was meant; a client of PostgreSQL uses libpq 17 or newer for sslnegotiation=direct",
  },
  {
    code: "wrong-endpoint",
    quote: /startup packet|frontend protocol/,
    sentence: "PostgreSQL was sent something that no client of its own sends.",
    remedy: "dial the server that was meant, on its own port",
  },
];
