import type { CauseCode } from "../domain/cause.ts";
import type { Fact } from "../domain/fact.ts";

type FactName = Fact["fact"];

/** A pattern that tells something where one of the facts beside it was read. */
export type HintPattern = Readonly<{
  codes: readonly CauseCode[];
  /** The texts admit no other than the first then. */
  decides?: true;
  /** Without the flag g. Every repetition is bounded. */
  pattern: RegExp;
  beside: ReadonlySet<FactName>;
  /** It is somebody's words, who may tell of what was: a process itself has to have said the fact beside it. */
  ofProse?: true;
  /** What makes something else of it, anywhere in the text. */
  unless?: RegExp;
  /** It shows whose side the cause is on; `printer`: that of the printer of the fact beside it. */
  accuses?: "printer" | "client" | "server";
  /** Absent where the cause's own sentence, or fix, is right. */
  sentence?: string;
  remedy?: string;
}>;

const untrusted: ReadonlySet<FactName> = new Set([
  "unknown-authority",
  "self-signed",
  "certificate-rejected",
  "hostname-mismatch",
  "no-alpn-selected",
]);

/** Ends of connections and wrappers: they say that something failed, not why. */
const unclear: ReadonlySet<FactName> = new Set([
  "wrapper",
  "closed",
  "reset",
  "closed-in-handshake",
  "closed-before-settings",
  "timeout",
  "broken-pipe",
]);

/** Makers of devices and programs that end TLS in between, by the names in the certificates that they issue. */
const interceptors =
  "Zscaler|Netskope|Forti(?:net|Gate|Guard)|Palo ?Alto|GlobalProtect|Blue ?Coat|Symantec Web|Cisco Umbrella|Kaspersky|Avast|AVG|Bitdefender|ESET|McAfee|Skyhigh|Sophos|Check ?Point|Forcepoint|Websense|Barracuda|WatchGuard|SonicWall|Untangle|mitmproxy|Charles Proxy|Fiddler|PortSwigger|Squid|Proxyman|Cloudflare for Teams|Gateway CA|Cato Networks|iboss|Menlo";

export const hintPatterns: readonly HintPattern[] = [
  {
    codes: ["trust-store-missing"],
    decides: true,
    pattern: /Ignoring extra certs from [^\n]{1,160}, load failed/,
    beside: new Set(["unknown-authority", "self-signed"]),
    accuses: "client",
    sentence:
      "Node could not read the file of authorities that NODE_EXTRA_CA_CERTS names, so it trusts none of them.",
    remedy:
      "correct the path in NODE_EXTRA_CA_CERTS, or put the file there (PEM, readable by this user); Node reads it once, when it starts",
  },
  {
    codes: ["incomplete-chain"],
    pattern:
      /\b(?:missing|lacks?|without|no|forgot)\b[^.\n]{0,30}\bintermediates?\b|\bintermediates?\b[^.\n]{0,40}\b(?:missing|absent|not (?:sent|served|included|there|installed|configured))|\bcert\.pem\b[^\n]{0,60}\bfullchain|\bfullchain\b[^\n]{0,60}\bcert\.pem\b/i,
    beside: new Set(["unknown-authority"]),
    ofProse: true,
    sentence:
      "The text says that an intermediate certificate is missing: browsers fetch or remember it when a server does not send it, and other clients do not.",
  },
  {
    codes: ["certificate-expired"],
    pattern: /\b(?:DST Root CA X3|AddTrust External CA Root)\b/,
    beside: new Set(["certificate-expired"]),
    accuses: "client",
    sentence:
      "The client's path ends at a root that has expired (DST Root CA X3 in 2021, AddTrust External CA Root in 2020): its store or its TLS library is too old for the newer path.",
    remedy:
      "update the client's ca-certificates and OpenSSL (1.1.0 and newer look for a trusted root first), or take the expired root out of its store; nothing is wrong with the server's certificate",
  },
  {
    codes: ["certificate-not-yet-valid"],
    pattern:
      /\b(?:19[789]\d|2000)-\d\d-\d\d[T ]\d\d:\d\d|\b(?:[A-Z][a-z]{2} {1,2}\d{1,2}|\d{1,2} [A-Z][a-z]{2}) \d\d:\d\d:\d\d (?:[A-Z]{3,4} )?(?:19[789]\d|2000)\b/,
    beside: new Set(["certificate-not-yet-valid"]),
    accuses: "printer",
    sentence: "The clock of the machine that refused the certificate was never set.",
  },
  {
    codes: ["tls-interception"],
    decides: true,
    pattern: new RegExp(
      `(?:issuer|\\bi:|CN ?=|O ?=|issued by|signed by)[^\\n]{0,100}?\\b(?:${interceptors})\\b[^\\n]{0,60}`,
      "i",
    ),
    beside: untrusted,
    sentence: "The certificate that arrived was issued by something that ends TLS in between.",
  },
  {
    codes: ["wrong-endpoint", "authority-rejected"],
    pattern:
      /Kubernetes Ingress Controller Fake Certificate|\bingress\.local\b|TRAEFIK DEFAULT CERT|traefik\.default/i,
    beside: untrusted,
    sentence: "The certificate is an ingress's default: none of its hosts fits the name asked for.",
  },
  {
    // A home router or a hotel's portal is a maker that no list has; the program's own guess counts less than a name.
    codes: ["tls-interception"],
    pattern: /likely intercepted connection[^\n]{0,160}/i,
    beside: untrusted,
  },
  {
    // What the port says to somebody who only looks (knowledge/protocols.ts).
    codes: ["other-protocol", "wrong-endpoint"],
    pattern:
      /^[<"'`]{0,2} ?(?:220[ -][^\n]{0,80}(?:\bE?SMTP\b|FTP)|SSH-[12]\.\d{1,2}-\S{1,80}|-(?:ERR|NOAUTH|DENIED|WRONGPASS) [A-Za-z][^\n]{2,160}|\+OK [^\n]{0,80}(?:ready|POP3)|\* (?:OK|PREAUTH) [^\n]{0,80}(?:IMAP|ready)|RFB 00\d\.\d{3}|AMQP\\x0\d|INFO \{"server_id"|It looks like you are trying to access MongoDB|(?:[\d.]{5,9}-)?\d{1,2}\.\d{1,3}\.\d{1,3}-MariaDB|(?:mysql_native_password|caching_sha2_password)|\S{0,2}(?:\\x00){2,3}(?:\\n|\s)[5-9]\.\d|(?:ERROR\\r\\n)?CLIENT_ERROR )/m,
    beside: new Set([...unclear, "not-http2", "http2-error", "goaway", "first-record-not-tls"]),
    sentence: "Another tool was greeted by a server of another protocol at what was reached.",
  },
  {
    codes: ["wrong-endpoint", "peer-speaks-http1"],
    pattern: /^[< ]{0,2}HTTP\/1\.[01] [2-5]\d\d\b|<(?:!doctype html|html|head|title|body)\b/im,
    beside: unclear,
    // A proxy's own answer, which says why.
    unless:
      /upstream connect error or disconnect|no healthy upstream|upstream (?:timed out|sent |SSL certificate)|No required SSL certificate was sent|<(?:title|h1)>(?:413 |50[234] |400 The SSL certificate error)/,
    sentence: "Another tool got an HTTP/1 page from what was reached.",
  },
  {
    codes: ["access-denied"],
    pattern: /^[< ]{0,4}(?:server: cloudflare|cf-ray: \S{8,40})/im,
    beside: new Set(["http-status"]),
    unless: /HTTP status code received from server: (?!403)/,
    sentence: "Cloudflare answered in the server's place.",
    remedy:
      "turn gRPC on for the zone (Network, in Cloudflare's dashboard), and let its firewall rules admit the call",
  },
  {
    codes: ["http-proxy-intercept"],
    pattern:
      /\b(?:https?|grpc|all)_proxy\s?[=:]\s?["']?\w[^\s"']{3,120}|via HTTP proxy|\bVia: 1\.[01] \S{1,80}|X-Squid-Error|\(squid[/\d.]{0,12}\)|proxy-connection:/i,
    beside: new Set([...unclear, "no-alpn-selected", "http-status", "first-record-not-tls"]),
  },
  {
    // What a balancer's health checks open and close is no call's connection.
    codes: ["idle-drop"],
    pattern:
      /\b(?:after|every|for)\s(?:about |around |exactly |~ ?)?(?:350|60|240|300|600|900|3600) ?s(?:ec(?:onds?)?)?\b|\b(?:after|for) (?:about |around |~ ?)?(?:\d{1,3}|a few|several|some) (?:minutes|hours|min)\b(?! [a-z]{2,20} (?:printed|logged|said|showed|reported|answered|returned|saw|got)\b)|(?<!\b(?:reuse|reusing|pooled|pooling) )\bidle (?:for|connection|timeout|period)|\bfor (?:a|some) (?:while|time) without (?:any |a )?(?:requests?|calls?|traffic|activity)\b|(?:was|been|sits|left|sitting) idle|\b(?:NLB|ELB|load.?balancers?)\b(?![^\n]{0,80}\b(?:health.?check|TCP (?:check|probe)))|\b(?:\d{1,3}|few) (?:minutes|hours|min) (?:later|earlier|(?<!(?:\bUp|\)) \d{1,3} \w{3,7} )ago(?! {2})|of inactivity)/i,
    beside: new Set(["reset", "broken-pipe", "closed", "wrapper", "timeout", "goaway"]),
    // A connection that is new has not been idle.
    unless: /handshake failed/i,
  },
  {
    // grpcurl reports a dial with its own limit alone.
    codes: ["plaintext-client-to-tls-port", "silent-peer"],
    pattern:
      / -plaintext [^\n]{1,100}\nFailed to dial target host "[^\n]{1,80}": context deadline exceeded/,
    beside: new Set(["wrapper"]),
  },
  {
    // The host has made a certificate then, and did not choose it.
    codes: ["client-certificate-withheld", "signature-scheme-not-offered"],
    pattern: /\bconfiguring client automatic mTLS\b/,
    beside: new Set(["client-certificate-required"]),
    accuses: "client",
  },
  // A list of containers, of what a client had a connection to.
  {
    codes: ["out-of-memory", "exited-mid-call", "did-not-stop"],
    pattern: /\bExited \(137\) [^\n]{1,40}/,
    beside: new Set(["broken-pipe", "closed", "reset"]),
    accuses: "server",
    sentence:
      "A container was killed (137 is SIGKILL): for its memory, or because it did not stop in time.",
  },
  {
    codes: ["exited-mid-call"],
    pattern: /\bExited \(13[2-69]\) [^\n]{1,40}/,
    beside: new Set(["broken-pipe", "closed", "reset"]),
    accuses: "server",
  },
  {
    // A host passes on what its plugin prints, under the plugin's name, and had a call to it under way.
    codes: ["exited-mid-call"],
    pattern: /\b(?:plugin|provider)\.[\w.-]{1,80}: (?:panic|fatal error): [^\n]{1,160}/,
    beside: new Set(["broken-pipe", "closed", "reset", "wrapper"]),
    unless: /Failed to read any lines|plugin exited before/,
    accuses: "server",
    sentence:
      "The plugin crashed while a call was under way: its panic, which its host passed on, says where.",
  },
  {
    // It was connected to, so its first line had come.
    codes: ["exited-mid-call"],
    pattern: /plugin process exited[^\n]{0,300}?error=?"?(?:exit status [1-9]|signal:)/,
    beside: new Set(["closed", "wrapper"]),
    unless:
      /Failed to read any lines|plugin exited before|timeout while waiting for plugin to start/,
  },
  {
    // go-plugin's AutoMTLS makes P-521 keys; BoringSSL offers no ecdsa_secp521r1_sha512 (both measured).
    codes: ["signature-scheme-not-offered"],
    pattern:
      /\bP-?521\b|secp521r1|\b(?:limited|restricted|only (?:supports|accepts)|stuck) (?:to |with |on )?(?:P-?384|secp384r1|P-?256)|AutoMTLS/i,
    beside: new Set([...unclear, "alert-received", "no-common-scheme", "key-not-loadable"]),
    sentence:
      "A BoringSSL peer, such as Python's grpcio, offers no signature scheme for P-521 (P-256 and P-384 pass); go-plugin's own certificates are always P-521.",
  },
];
