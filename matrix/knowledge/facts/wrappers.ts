import type { FactTable } from "../fact-row.ts";

/** Calls on a Kubernetes node go over sockets in its file system: their deadline is the callee's. */
const ofNode =
  /\b(?:MountVolume|AttachVolume|UnmountVolume|NodeStageVolume|NodePublishVolume|FailedMount|FailedAttachVolume|RunPodSandbox|CreateContainer|StopPodSandbox|kubelet|csi|containerd|cri-o|crio|dockerd)\b/i;

/** The connection stood: the call was not answered. */
const unansweredCall = ["deadline-exceeded", "idle-drop: between", "silent-peer"] as const;

/** Python, Node and Java say at once that a TLS check failed: a deadline there is silence. */
const silence = [
  "deadline-exceeded",
  "silent-peer",
  "wrong-endpoint",
  "tls-client-to-plaintext-port",
  "unknown-ca",
] as const;

/** A status that stands in a field, and a record without an error or a level of one. */
const ofField = /^["']?(?:rpc[._])?(?:grpc[._-]?)?(?:status|code)[\w.-]{0,12}["']?\s?[:=]/i;
const withoutError =
  /^(?![\s\S]{0,4096}(?:["']err(?:or)?["']\s?:\s?["'{]|\berr(?:or)?=|\b(?:level|severity)["']?\s?[=:]\s?["']?(?:err|ERR|warn|WARN|fatal|FATAL|[45]0)|\b(?:ERROR|WARN(?:ING)?|FATAL)\b))/;

const failedAttempt = [
  {
    stack: ["envoy"],
    around: /(?:reset reason: |started\{)(?:remote[ _]|local[ _])?connection[ _]failure/,
    depth: "wrapper",
    causes: [
      "upstream-unreachable: server",
      "upstream-protocol-mismatch: between",
      "upstream-certificate-rejected: between",
      "http-status-from-intermediary: between",
    ],
  },
  {
    stack: ["envoy"],
    around: /(?:reset reason: |started\{)(?:remote[ _])?connection[ _]termination/,
    depth: "wrapper",
    causes: [
      "upstream-protocol-mismatch: between",
      "peer-not-http2: between",
      "exited-mid-call: server",
      "idle-drop: between",
      "wrong-endpoint: between",
    ],
  },
  {
    stack: ["envoy"],
    depth: "wrapper",
    causes: [
      "peer-not-http2: between",
      "wrong-endpoint: between",
      "http-status-from-intermediary: between",
      "connection-refused: server",
    ],
  },
  {
    depth: "wrapper",
    causes: [
      "tls-client-to-plaintext-port",
      "unknown-ca",
      "wrong-endpoint",
      "plaintext-client-to-tls-port",
      "http-proxy-intercept: client",
      "hostname-mismatch",
    ],
  },
] as const;

/** Texts that hide a cause: what was found behind them, in public reports, the most frequent first. */
export const wrapperFacts = {
  wrapper: [
    {
      with: { of: "deadline" },
      over: "socket",
      around: ofNode,
      depth: "wrapper",
      causes: unansweredCall,
    },
    // Nobody checks a name over a socket, and who is not there is refused at once.
    {
      with: { of: "deadline" },
      over: "socket",
      depth: "wrapper",
      causes: [
        "silent-peer: server",
        "deadline-exceeded",
        "connection-refused: server",
        "target-unusable: client",
      ],
    },
    // A field in the record of a call that nobody calls an error: servers answer so, too.
    {
      with: { of: "status" },
      stack: ["other"],
      quote: ofField,
      around: withoutError,
      depth: "wrapper",
      causes: [],
    },
    {
      with: { of: "status", status: /^unauthenticated$/i },
      depth: "end",
      causes: ["credentials-required: client"],
    },
    {
      with: { of: "status", status: /^permission_?denied$/i },
      depth: "end",
      causes: ["access-denied", "credentials-required: client"],
    },
    // A socket in the file system never reaches TLS.
    {
      over: "named socket",
      depth: "wrapper",
      causes: ["target-unusable: client", "connection-refused: server", "silent-peer: server"],
    },
    // Of ConnectEx and WinHTTP, whose words are in the system's language or missing.
    {
      around: /connectex:|\bError 12029\b/,
      depth: "wrapper",
      causes: ["connection-refused", "silent-peer"],
    },
    {
      with: { of: "deadline" },
      around: /authentication handshake failed/,
      depth: "wrapper",
      causes: ["handshake-stalled", "silent-peer"],
    },
    { with: { of: "deadline" }, around: ofNode, depth: "wrapper", causes: unansweredCall },
    {
      with: { of: "deadline" },
      around: /\bremote_addr=\S|Remote call: ?\S/i,
      depth: "wrapper",
      causes: unansweredCall,
    },
    // grpcio names the peer of a call that went out on a connection.
    {
      with: { of: "deadline" },
      around: /Error received from peer (?:ipv[46]|vsock):\S/,
      depth: "wrapper",
      causes: unansweredCall,
    },
    // grpc-go's status of a call. One that waits for a connection ends so too, and the connection's own error is not told.
    {
      with: { of: "deadline" },
      around: /rpc error: code = DeadlineExceeded/,
      depth: "wrapper",
      causes: [
        "deadline-exceeded",
        "silent-peer",
        "hostname-mismatch",
        "unknown-ca",
        "wrong-endpoint",
      ],
    },
    // net/http's error of a request, which is no dial that blocks.
    {
      with: { of: "deadline" },
      around: /\b(?:Get|Post|Put|Patch|Delete|Head) \\{0,8}"https?:/,
      depth: "wrapper",
      causes: silence,
    },
    // A dial that blocks tells no more: what it says comes first, and then what reports found behind it.
    {
      with: { of: "deadline" },
      stack: ["go", "grpc-go"],
      depth: "wrapper",
      causes: [
        "deadline-exceeded",
        "hostname-mismatch",
        "unknown-ca",
        "wrong-endpoint",
        "client-certificate-missing: client",
        "silent-peer",
        "tls-client-to-plaintext-port",
        "plaintext-client-to-tls-port",
      ],
    },
    { with: { of: "deadline" }, stack: ["dotnet"], depth: "wrapper", causes: unansweredCall },
    { with: { of: "deadline" }, depth: "wrapper", causes: silence },
    // grpc-go's "connection closed before server preface received": expired twice, not HTTP/2 once.
    {
      with: { of: "close" },
      quote: /before server preface/,
      depth: "wrapper",
      causes: [
        "certificate-expired",
        "peer-not-http2",
        "plaintext-client-to-tls-port: client",
        "client-certificate-missing: client",
        "closed-before-preface",
      ],
    },
    {
      with: { of: "close" },
      quote: /transport is closing/,
      depth: "wrapper",
      causes: ["idle-drop: between", "goaway: server", "peer-not-http2", "silent-peer"],
    },
    {
      with: { of: "close" },
      depth: "wrapper",
      causes: [
        "plaintext-client-to-tls-port: client",
        "peer-not-http2",
        "client-certificate-missing: client",
        "reset-by-intermediary: between",
        "closed-before-preface",
      ],
    },
    {
      with: { of: "status", status: /^UNIMPLEMENTED$/ },
      stack: ["other", "erlang", "haskell"],
      depth: "end",
      causes: ["service-unimplemented: server", "wrong-endpoint"],
    },
    {
      with: { of: "status", status: /^deadline_?exceeded$/i },
      depth: "wrapper",
      causes: unansweredCall,
    },
    {
      with: { of: "status", status: /^resource_?exhausted$/i },
      depth: "wrapper",
      causes: ["rate-limited: client", "message-too-large"],
    },
    // A check of the server behind it.
    {
      with: { of: "handshake" },
      stack: ["haproxy"],
      acting: "client",
      depth: "wrapper",
      causes: [
        "upstream-certificate-rejected: own",
        "upstream-protocol-mismatch: between",
        "upstream-unreachable: server",
      ],
    },
    {
      with: { of: "attempt" },
      stack: ["haproxy"],
      acting: "client",
      depth: "wrapper",
      causes: ["upstream-unreachable: server", "upstream-protocol-mismatch: between"],
    },
    // Of a client that it serves, without a reason.
    {
      with: { of: "handshake" },
      stack: ["haproxy"],
      depth: "wrapper",
      causes: [
        "unknown-ca: client",
        "port-opened-and-closed: between",
        "no-common-version",
        "plaintext-client-to-tls-port: client",
        "client-certificate-missing: client",
      ],
    },
    ...failedAttempt.map((row) => ({ ...row, with: { of: ["attempt", "handshake"] } }) as const),
    {
      with: { of: "unanswered" },
      depth: "wrapper",
      causes: [
        "connection-refused",
        "silent-peer",
        "wrong-endpoint",
        "unknown-ca",
        "tls-client-to-plaintext-port",
      ],
    },
    // A key that cannot be read looks like an address that cannot be bound (gRPC core, measured).
    {
      with: { of: "program" },
      stack: ["grpc-core"],
      quote: /bind|add port/,
      causes: ["key-not-loadable: server"],
    },
    { depth: "wrapper", causes: [] },
  ],
} as const satisfies Partial<FactTable>;
