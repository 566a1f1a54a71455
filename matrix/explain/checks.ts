import type { CauseCode } from "../domain/cause.ts";

/** What a check needs to know of the text. */
export type CheckContext = Readonly<{
  /** host:port that was dialled; null where the text names none. */
  endpoint: string | null;
  /** The path of a socket in the file system that was dialled; null where there is none. */
  socket: string | null;
}>;

/** What to look at, to tell the first cause from the second. */
const looksFor: Partial<Record<CauseCode, string>> = {
  "unknown-ca":
    "the issuer of every certificate in the chain as it arrives, the addresses that the name resolves to, and whether the same chain arrives from another network: a company's or proxy's issuer is interception, a leaf alone an incomplete chain",
  "incomplete-chain":
    "how many certificates arrive: a leaf alone lacks its intermediate, a chain up to a root that is unknown lacks trust",
  "tls-interception":
    "the issuer and the selected ALPN, from here and from another network: they differ where something in between ends TLS",
  "alpn-not-negotiated":
    "the address that was reached, the selected ALPN with h2 offered and the issuer of the certificate; compare the address with the one that the working tool reached",
  "alpn-mismatch": "which protocols the server selects when it is offered h2, http/1.1 and both",
  "wrong-endpoint":
    "every address that the name resolves to, and what answers there to HTTP/1.1, to TLS and to HTTP/2; compare with the address that a working tool reached",
  "peer-speaks-http1":
    "what the port answers to an HTTP/1.1 request, in plaintext and under TLS: its status line and server header tell a wrong port from an intermediary without HTTP/2",
  "peer-not-http2": "the first octets that the port answers, in plaintext and under TLS",
  "tls-client-to-plaintext-port":
    "the rung at which TLS fails, and whether the same port answers HTTP/2 in plaintext (--plaintext)",
  "plaintext-client-to-tls-port":
    "whether the port finishes a TLS handshake: then the client must use TLS",
  "client-certificate-missing":
    "whether the server sends a CertificateRequest and which authorities it names; finish the handshake, then read: in TLS 1.3 the alert comes afterwards",
  "client-certificate-withheld":
    "which authorities the server's CertificateRequest names: a Go or Java client keeps back a certificate of another issuer",
  "client-certificate-untrusted":
    "which authorities the server's CertificateRequest names, and the issuer of the client's certificate, by key identifier and not by name",
  "wrong-extended-key-usage":
    "the server's log for the refusal, and the extended key usage of the certificate that was sent: clientAuth for a client, serverAuth for a server",
  "hostname-mismatch":
    "the subject alternative names of the certificate that arrives, and the address it arrives from",
  "certificate-expired":
    "the dates of every certificate in the chain, root included, and both clocks",
  "certificate-not-yet-valid": "the dates of every certificate in the chain, and both clocks",
  "no-common-cipher-suite":
    "vary one list at a time: suites, groups, signature algorithms, versions; and read the server's log, which names the list",
  "signature-scheme-not-offered":
    "the key type of the certificate that is refused: BoringSSL (Python, C++, Java with tcnative) verifies no P-521 and no Ed25519",
  "no-common-group": "which group the server accepts when one is offered at a time",
  "no-common-version": "which versions the server accepts when one is offered at a time",
  "handshake-stalled":
    "the last rung that is reached within its own time limit, and whether the port answers in plaintext",
  "silent-peer":
    "each rung with its own time limit: name, TCP, TLS, ALPN, HTTP/2 SETTINGS; a firewall drops at TCP, a wrong port falls silent after it",
  "deadline-exceeded": "each rung with its own time limit, and the alert if there is one",
  "closed-before-preface":
    "in plaintext and under TLS, who closes and after which octets; and the server's log for the same moment",
  "certificate-not-exchanged": "field 6 of the plugin's first line on standard output",
  "reset-by-intermediary":
    "whether the same handshake passes from a host beside the server, and after which octets the reset comes",
  "idle-drop":
    "hold an idle stream past 60 s and past 350 s, with and without keepalive, and see when it breaks",
  goaway: "the code and debug data of GOAWAY, and the server's own log",
  "goaway-enhance-your-calm": "the client's keepalive interval against the server's minimum",
  "http-status-from-intermediary":
    "the server, via and content-type headers of the answer; then call the origin directly",
  "http-proxy-intercept":
    "the proxy decision of this language for this host: HTTPS_PROXY, HTTP_PROXY, grpc_proxy and NO_PROXY; run once with all of them unset",
  "authority-rejected":
    "the server name sent in TLS and the :authority, against the names that the server routes",
  "stream-reset": "the code of RST_STREAM with and without the intermediary",
  "service-unimplemented":
    "the services that the server lists by reflection, and the path that was called",
  "connection-refused": "on the server's host: what listens on the port, and on which address",
  "key-not-loadable": "the key and certificate files with openssl pkey -check and openssl x509",
  "exited-early":
    "run the plugin by hand with the magic cookie set: its first line, its standard error and its exit code",
  "handshake-line-missing":
    "run the plugin by hand with the magic cookie set: its first line, the time until it, its exit code, and file(1) for its interpreter",
  "handshake-line-polluted":
    "run the plugin by hand with the magic cookie set: its first line on standard output",
  "start-timeout": "run the plugin by hand with the magic cookie set: the time to its first line",
  "command-not-runnable":
    "file(1) of the program: its architecture and ELF interpreter; and its permissions",
  "cookie-mismatch": "the magic cookie of host and plugin",
};

/** Causes that no probe of an endpoint would find. */
const local: ReadonlySet<CauseCode> = new Set([
  "exited-early",
  "handshake-line-missing",
  "handshake-line-polluted",
  "start-timeout",
  "command-not-runnable",
  "cookie-mismatch",
  "certificate-not-exchanged",
  "key-not-loadable",
]);

/** Causes of a client that spoke, or was to speak, without TLS. */
const plaintext: ReadonlySet<CauseCode> = new Set([
  "plaintext-client-to-tls-port",
  "peer-speaks-http1",
]);

/** The probe of what was dialled. */
const probeCommand = ({ endpoint }: CheckContext, first: CauseCode | null = null): string =>
  [
    `npm run matrix -- probe ${endpoint ?? "<host:port>"}`,
    ...(first !== null && plaintext.has(first) ? ["--plaintext"] : []),
  ].join(" ");

/** Where a text only says that something failed: each rung by itself. */
export const ladderCheck = (first: CauseCode, context: CheckContext): string =>
  context.socket === null ? ladder(first, context) : socketCheck(context.socket);

/** Nothing of TLS concerns a socket in the file system. */
const socketCheck = (path: string): string =>
  `on the host of the socket: ls -l ${path} and ss -xlp; whether somebody listens on it, and whether this user may open it`;

/** Where a text says nothing: another text, or the endpoint itself. */
export const noSignCheck = (context: CheckContext): string =>
  `read the client's whole error with its status, and the server's log of the same moment, with GRPC_GO_LOG_SEVERITY_LEVEL=info GRPC_GO_LOG_VERBOSITY_LEVEL=2 (Go), GRPC_VERBOSITY=debug (Python, Node) or RUST_LOG=debug; or ask the endpoint: ${probeCommand(context)}`;

const ladder = (first: CauseCode, context: CheckContext): string =>
  `${probeCommand(context)}, and look at the first rung that fails, each with its own time limit: the addresses of the name, TCP, TLS with its alert and the certificate's names, issuer and dates, ALPN, HTTP/2 SETTINGS, the call${
    first === "peer-not-http2" ? "; then the same on the working tool's address" : ""
  }`;

/** The check that tells the first of two candidates from the second. */
export const checkFor = (
  first: CauseCode,
  second: CauseCode | null,
  context: CheckContext,
): string => {
  const looks = [first, ...(second ? [second] : [])].flatMap((code) => looksFor[code] ?? []);
  if (context.socket !== null && first !== "hostname-mismatch") return socketCheck(context.socket);
  const words = looks.length > 0 ? [...new Set(looks)].join("; and ") : "what the ladder shows";
  return local.has(first) ? words : `${probeCommand(context, first)}, and look at ${words}`;
};
