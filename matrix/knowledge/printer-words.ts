import type { Role } from "../domain/fact.ts";

/** Who prints a text: its role, and which end of the connection it speaks as; null where it may be either. */
export type PrinterHint = Readonly<{ by: Role; acting: "client" | "server" | null }>;

const client: PrinterHint = { by: "client", acting: "client" };
const server: PrinterHint = { by: "server", acting: "server" };
const towardsUpstream: PrinterHint = { by: "between", acting: "client" };
const towardsClients: PrinterHint = { by: "between", acting: "server" };

/**
 * What the words around a text tell of its printer; the first that fits counts. OpenSSL 1.0.2 to 1.1.1 print the
 * function, which only one of the two ends runs (ssl/statem/statem_clnt.c, statem_srvr.c, statem_lib.c).
 */
export const printerWords: readonly (readonly [RegExp, PrinterHint])[] = [
  [
    /(?:to|from|with|in) upstream\b|upstream: "|upstream (?:SSL|sent|timed|prematurely|rejected|connect|[\w.-]{1,253}:\d{2,5}: )|reset reason|\benvoy (?:client|pool)\b|\b(?:codec_client|conn_pool(?:_base)?)\.cc\b|upstream_reset|UF,URX|\blua (?:ssl|tcp|udp) |(?:Health check for s|S)erver \S{1,80} (?:is|failed)/,
    towardsUpstream,
  ],
  [
    // Traefik, Caddy, Go's ReverseProxy, cloudflared, kubectl's forwarding, Apache, lighttpd, Hitch, Linkerd and hosts of programs, of what they pass calls on to.
    /(?:'50\d [A-Z][\w ]{4,24}' caused by|\bhttp: proxy error: |\b50[234] (?:Bad Gateway|Service Unavailable|Gateway Timeout)"? error=|"error":"[^\n]{0,300}"message":"50[234] (?:Bad Gateway|Service Unavailable|Gateway Timeout)"|\bhttp\.log\.error\b[^\n]{0,600}"status": ?50\d|"logger":"http\.handlers\.reverse_proxy|reverseproxy\.statusError|\boriginService=|\bportforward\.go:\d|\bproxy(?:_http2?|_connect)?:error\]|\bssl:\w{4,6}\] [^\n]{0,60}\[remote |gw_backend\.c[.\d]|\{backend(?:-connect)?\}|\bheroku\[router\]|\bproxy\[[\da-f]{6,20}\] |linkerd_app_(?:core|inbound|outbound)::|linkerd_(?:reconnect|stack)::|msg="Health check failed)/,
    towardsUpstream,
  ],
  [
    // HAProxy's sessions, by their frontend, before there is a request (session.c).
    /, client: \S{3,60}, server: |\[\d\d\/[A-Z][a-z]{2}\/\d{4}:[\d:.]{8,12}\] \S{1,80}\/\S{1,20}: [A-Z]|<NOSRV>|\bnginx: \[|client sent (?:plain|invalid|no )/,
    towardsClients,
  ],
  [
    /TLS handshake error from|handshake (?:(?:error|failed|failure) )?(?:from|with|for|by) (?:client |peer |remote )?\/?(?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:.]{2,45}\]):(?:3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})|in handshake \(server |Failed to authenticate HTTPS connection|[Ss]erverHandshake\b|ServerTlsHandler|NettyServer|ServerTransport|HandleStreams|ServerImpl\b|chttp2_server|security handshake from|server_security|ssl_server|grpc-default-boss|grpc\.Server|\bonServer|tlsClientError|SSL_accept|accept(?:ing|ed)? (?:an? |the |new |incoming )?(?:client |peer |tls |ssl )?(?:connection|conn|tls|error)|error serving|EFServer|tonic::transport::server|stream_socket_accept\(|tls_process_client_|tls_process_cke_|post_process_client_hello|tls_construct_server_|ssl_choose_server_version|(?:ssl3|SSL23|SSL3)_get_client_/i,
    server,
  ],
  [
    /\b(?:UNAVAILABLE|UNKNOWN|INTERNAL|DEADLINE_EXCEEDED): |[cC]lientHandshake\b|ClientTlsHandler|createStatusError|callErrorFromStatus|newClientTransport|ConnectException|addrConn|\[transport\] \[client-transport|clientconn|transport: authentication handshake failed|No connection established|chttp2_connector|subchannel|_MultiThreadedRendezvous|StatusRuntimeException|StatusException|ManagedChannelImpl|NettyClientHandler|ClientCallImpl|grpcurl|grpc_cli|evans|curl: \(|Failed to dial|rror trying to connect|rpc error: code|RpcException|RpcError|TLSSocket\.onConnectSecure|SSL_connect|connect(?:ing)? to|connect failed|while dialing|hyper_util::client|legacy::Error\(Connect|transport::Error\(Transport, ConnectError\(|grpc_connection_id=|grpc client error|HttpRequestException|requests\.exceptions|Get "https?:|Post "https?:|stream_socket_client\(|tls_process_server_|tls_process_ske_|tls_process_certificate_request|post_process_server_certificate|tls_construct_client_|ssl_choose_client_version|(?:ssl3|SSL23|SSL3)_get_server_/i,
    client,
  ],
  [
    // Whom it speaks with has a port that systems give to clients (Linux from 32768 on); those from 50000 to 50099 are servers' of gRPC.
    /\b(?:from|peer|client|remote)(?:[-_ .]?(?:ip|addr|address|host|port))?["']?[=: ] ?["'\\]{0,2}\/?(?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-f:.]{2,45}\]):(?!500\d\d\b)(?:3[3-9]\d{3}|[45]\d{4}|6[0-5]\d{3})\b/i,
    server,
  ],
];

/** Which end prints JSSE's debug output, by the messages that only one end produces or consumes. */
export const jsseMessages: readonly (readonly [RegExp, PrinterHint])[] = [
  [
    /\|(?:Consuming (?:ClientHello|client )|Produced (?:ServerHello|EncryptedExtensions|CertificateRequest|server ))/,
    server,
  ],
  [
    // It looks for a key as it consumes a CertificateRequest.
    /\|(?:Produced (?:ClientHello|client )|Consuming (?:ServerHello|EncryptedExtensions|CertificateRequest|server ))|\|CertificateRequest\.java:\d{1,5}\|(?:Unavailable|No available) authentication scheme/,
    client,
  ],
];

export const printersByName: Readonly<Record<string, PrinterHint>> = {
  client: client,
  host: client,
  frontend: client,
  server: server,
  backend: server,
  service: server,
  plugin: server,
  broker: server,
  publisher: client,
  subscriber: client,
  producer: client,
  consumer: client,
  nginx: towardsClients,
  envoy: towardsUpstream,
  haproxy: towardsClients,
  proxy: towardsClients,
  ingress: towardsClients,
  traefik: towardsClients,
};

export const printerHeading =
  /^[\s#*=_-]{0,8}(?:on |in |from |and )?(?:the |my |our )?(?:\w{1,12} ){0,2}?(client|server|nginx|envoy|proxy|ingress|haproxy|traefik|plugin|host|backend|service|broker|publisher|subscriber|producer|consumer)(?:'s|[- ]side)?(?: (?:logs?|output|errors?|says|side|stderr|stdout|trace|prints|shows|console|pod|container|application|app|process|code|debug|terminal)){0,3}[\s*=_:-]{0,12}$/i;

export const printerLabel =
  /^[ \t]{0,4}[[(<]?(?:[a-z\d]{1,20}[-_./]){0,3}(client|server|nginx|envoy|proxy|ingress|haproxy|traefik|plugin|backend|frontend)[a-z\d]{0,40}(?:[-_./][a-z\d]{1,20}){0,4}(?:[\])>]:?[ \t]|[ \t]{0,12}\||:[ \t])/i;

/** Programs that are one end alone, as they say of themselves before anything else: Mosquitto's broker, and its tools. */
export const ownOpenings: readonly (readonly [RegExp, PrinterHint])[] = [
  [
    /\bmosquitto version [\d.]{1,12} (?:starting|running)|: New connection from \S{3,60} on port \d/,
    server,
  ],
  [/^Client \S{1,60} sending CONNECT\b/, client],
];
