import type { FactTable } from "../fact-row.ts";
import { lostUpstream } from "./lost-upstream.ts";

/** A client that was closed on, in the order in which reports name why it failed. */
const closedOnClient = [
  "plaintext-client-to-tls-port: client",
  "peer-not-http2",
  "client-certificate-missing: client",
  "reset-by-intermediary: between",
  "closed-before-preface",
] as const;

/** Connections that did not come about, or went away, and time that ran out. */
export const transportFacts = {
  dialled: [],
  connected: [],
  "name-not-resolved": [{ causes: ["name-not-resolved"], decides: true }],
  "no-address": [
    { around: /\b(?:[EC]DS|xds)\b/i, causes: ["name-not-resolved", "wrong-endpoint"] },
    { causes: ["key-not-loadable: client", "key-too-weak: client", "name-not-resolved"] },
  ],
  "target-unusable": [{ causes: ["target-unusable: client"], decides: true }],
  timeout: [
    // A socket in the file system is there or not: what waits for it waits for its server.
    {
      with: { of: "connect" },
      over: "socket",
      causes: ["connection-refused", "silent-peer", "socket-not-permitted"],
    },
    {
      with: { of: "connect" },
      stack: ["haproxy"],
      causes: ["upstream-unreachable: server", "silent-peer: server"],
    },
    {
      with: { of: "connect" },
      by: "between",
      around: /^(?![\s\S]{0,2048}while SSL handshaking)/,
      causes: ["upstream-unreachable: server", "silent-peer: server"],
    },
    {
      with: { of: "connect" },
      causes: ["silent-peer", "wrong-endpoint", "http-proxy-intercept"],
    },
    {
      with: { of: "handshake" },
      stack: ["haproxy"],
      quote: /6/,
      causes: [
        "upstream-protocol-mismatch: between",
        "handshake-stalled: server",
        "upstream-unreachable: server",
      ],
    },
    {
      with: { of: "handshake" },
      causes: ["handshake-stalled", "silent-peer", "tls-client-to-plaintext-port"],
    },
    {
      with: { of: "settings" },
      causes: ["silent-peer", "peer-not-http2", "plaintext-client-to-tls-port", "wrong-endpoint"],
    },
    { with: { of: "keepalive" }, causes: ["idle-drop: between", "silent-peer"] },
    {
      with: { of: "plugin-start" },
      causes: ["start-timeout", "handshake-line-missing: server", "exited-early: server"],
    },
    { with: { of: "broker" }, causes: ["silent-peer", "certificate-not-exchanged"] },
    {
      with: { of: "upstream" },
      stack: ["nginx"],
      around: /while connecting to upstream/,
      causes: ["upstream-unreachable: server"],
      decides: true,
    },
    {
      with: { of: "upstream" },
      stack: ["nginx"],
      around: /while SSL handshaking to upstream/,
      causes: ["handshake-stalled: server", "upstream-protocol-mismatch: between"],
    },
    {
      with: { of: "upstream" },
      stack: ["nginx", "haproxy"],
      causes: ["upstream-timeout: server", "http-status-from-intermediary: between"],
      decides: true,
    },
    {
      with: { of: "upstream" },
      stack: ["envoy"],
      quote: /response_timeout|per_try_timeout|request timeout|\bUT\b/,
      causes: ["upstream-timeout: server", "http-status-from-intermediary: between"],
      decides: true,
    },
    // Of a connection to it, or of a stream as a whole.
    {
      with: { of: "upstream" },
      stack: ["envoy"],
      quote: /connect|duration|UMSDR/i,
      causes: ["upstream-timeout: server", "upstream-unreachable: server", "deadline-exceeded"],
    },
    {
      with: { of: "upstream" },
      by: "between",
      causes: [
        "upstream-timeout: server",
        "silent-peer: server",
        "http-status-from-intermediary: between",
      ],
    },
    {
      with: { of: "upstream" },
      causes: ["silent-peer", "http-status-from-intermediary: between"],
    },
    { depth: "end", causes: ["silent-peer", "wrong-endpoint"] },
  ],
  "connection-refused": [
    { by: "between", causes: ["upstream-unreachable: server"], decides: true },
    { causes: ["connection-refused"], decides: true },
  ],
  unreachable: [
    // A container, or another machine, has nothing of the sort at its own localhost.
    {
      quote: /assign|ADDRNOTAVAIL/i,
      around: /\blocalhost\b|\b127\.0\.0\.1\b|\[?::1\b/,
      causes: ["wrong-endpoint: client", "connection-refused", "host-unreachable: client"],
    },
    // Of an address of its own: none is left, or none of this family.
    {
      quote:
        /assign|ADDRNOTAVAIL|not valid in its context|attribuer|zugewiesen|asignar|atribuir|acessar o endereço|назначить|przypisać|bulunamıyor|割り当てられません|배정|指定(?:被请求|所需)的|přiřadit|toewijzen|tilldela|призначити|tildele|asettaa|benytte|hozzárendelni|Kontext ungültig|son contexte|este contexto|контекста|コンテキスト|上下文/i,
      causes: ["host-unreachable: client", "wrong-endpoint: client"],
    },
    { by: "between", causes: ["upstream-unreachable: server"], decides: true },
    { causes: ["host-unreachable: between"], decides: true },
  ],
  reset: [
    // nginx's connect(2) ends so where something took the connection and reset it at once: no call was under way.
    {
      by: "between",
      acting: "client",
      around: /\bconnect\(\) (?:to \S{1,108} )?failed \(104: /,
      depth: "end",
      causes: [
        "upstream-unreachable: between",
        "reset-by-intermediary: between",
        "upstream-protocol-mismatch: between",
      ],
    },
    { by: "between", acting: "client", depth: "end", causes: lostUpstream },
    // Checks of a port end with a reset, too: kubelet's do not wait for what they have sent.
    {
      acting: "server",
      around: /handshake|SSL_accept|accept SSL|tlsClientError/i,
      depth: "end",
      causes: [
        "port-opened-and-closed: between",
        "reset-by-intermediary: between",
        "plaintext-client-to-tls-port",
      ],
    },
    {
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "plaintext-client-to-tls-port",
        "wrong-endpoint",
        "idle-drop: between",
      ],
    },
  ],
  "broken-pipe": [
    { by: "between", acting: "client", depth: "end", causes: lostUpstream },
    // A connection that has just begun: nothing was idle, or served before.
    {
      around: /client preface/,
      depth: "end",
      causes: [
        "client-certificate-missing: client",
        "plaintext-client-to-tls-port: client",
        "reset-by-intermediary: between",
      ],
    },
    {
      depth: "end",
      causes: [
        "client-certificate-missing: client",
        "idle-drop: between",
        "goaway: server",
        "plaintext-client-to-tls-port: client",
      ],
    },
  ],
  closed: [
    // JSSE's words of a connection that ended in the handshake, behind its own that say so.
    {
      quote: /^SSL peer shut down incorrectly/,
      around: /SSLHandshakeException|terminated the handshake|closed connection during handshake/,
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "tls-client-to-plaintext-port: client",
        "client-certificate-missing: client",
        "authority-rejected",
        "no-common-version",
      ],
    },
    {
      stack: ["envoy", "haproxy"],
      depth: "end",
      causes: ["upstream-protocol-mismatch: between", "idle-drop: between", "goaway: server"],
    },
    { by: "between", acting: "client", depth: "end", causes: lostUpstream },
    // grpcio says otherwise of a connection that does not come up: "failed to connect to all addresses; last error: …".
    {
      stack: ["grpc-core"],
      quote: /^Socket closed/,
      around: /^(?![\s\S]{0,2048}(?:failed to connect|last error|Handshak|[\d\]]: Socket closed))/,
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "idle-drop: between",
        "exited-mid-call: server",
        "goaway: server",
        "plaintext-client-to-tls-port: client",
      ],
    },
    {
      // A client that distrusts its server sends an alert before it closes.
      acting: "server",
      depth: "end",
      causes: [
        "port-opened-and-closed: between",
        "unknown-ca: client",
        "plaintext-client-to-tls-port",
      ],
    },
    // In words that are said of a connection that had come up.
    {
      quote:
        /[Uu]navailable(?: desc =|:) unexpected EOF|drop|Lost connection|hung up|unexpectedly|ended prematurely|stream or IOException|TCP connection closed|ConnectionIsClosed/i,
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "exited-mid-call: server",
        "idle-drop: between",
        "goaway: server",
        "closed-before-preface",
      ],
    },
    // grpc-go reads the server's preface in other words: a connection that had come up.
    {
      quote: /error reading from server/,
      depth: "end",
      causes: ["reset-by-intermediary: between", "exited-mid-call: server", "idle-drop: between"],
    },
    { depth: "end", causes: closedOnClient },
  ],
  "closed-in-handshake": [
    {
      by: "between",
      around: /to upstream/,
      depth: "end",
      causes: [
        "upstream-protocol-mismatch: between",
        "client-certificate-missing: between",
        "upstream-certificate-rejected: between",
        "upstream-unreachable: server",
      ],
    },
    // A reset in answer to the ClientHello.
    {
      quote: /\[RST/,
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "wrong-endpoint",
        "tls-client-to-plaintext-port",
        "authority-rejected",
      ],
    },
    {
      acting: "client",
      depth: "end",
      causes: [
        "reset-by-intermediary: between",
        "wrong-endpoint",
        "tls-client-to-plaintext-port",
        "client-certificate-missing: client",
        "signature-scheme-not-offered",
      ],
    },
    {
      acting: "server",
      depth: "end",
      causes: [
        "port-opened-and-closed: between",
        "unknown-ca: peer",
        "hostname-mismatch",
        "reset-by-intermediary: between",
      ],
    },
    { depth: "end", causes: ["reset-by-intermediary: between", "wrong-endpoint", "unknown-ca"] },
  ],
  "closed-before-settings": [{ depth: "end", causes: closedOnClient }],
  "opened-and-closed": [
    {
      depth: "end",
      causes: [
        "port-opened-and-closed: between",
        "unknown-ca: client",
        "plaintext-client-to-tls-port",
      ],
    },
  ],
  "port-in-use": [{ causes: ["cannot-listen: server"], decides: true }],
  "cannot-listen": [{ causes: ["cannot-listen: server"], decides: true }],
  "permission-denied": [
    // A file of a key or certificate, by its name.
    {
      around:
        /permission denied[^\n]{0,120}\.(?:key|pem|crt|cer|p12|pfx|jks)\b|\.(?:key|pem|crt|cer|p12|pfx|jks)['")]{0,2}: permission denied/i,
      causes: ["key-not-loadable: own"],
      decides: true,
    },
    // What a service says with its status.
    {
      around: /\bPERMISSION_DENIED\b|\bPermissionDenied\b|RPCError\) status: 7\b/,
      causes: ["access-denied", "credentials-required"],
    },
    { depth: "end", causes: [] },
  ],
  "socket-not-permitted": [{ causes: ["socket-not-permitted"], decides: true }],
  "socket-forbidden": [
    { around: /\bbind\b|\blisten/i, causes: ["cannot-listen: server"], decides: true },
    { causes: ["cannot-listen: server", "access-denied", "host-unreachable: client"] },
  ],
  cancelled: [{ depth: "end", causes: ["cancelled-by-caller: client"] }],
} as const satisfies Partial<FactTable>;
