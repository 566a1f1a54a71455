import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";

const refused: Fact = { fact: "connection-refused" };
const unreachable: Fact = { fact: "upstream-unreachable" };
const unavailable: Fact = { fact: "upstream-unavailable" };
const late: Fact = { fact: "timeout", of: "upstream" };
const lost: Fact = { fact: "upstream-lost" };
const handshake: Fact = { fact: "upstream-handshake" };
const untrusted: Fact = { fact: "upstream-untrusted" };
const unreadable: Fact = { fact: "upstream-unreadable" };
const crowded: Fact = { fact: "too-many-calls" };
const idle: Fact = { fact: "timeout", of: "keepalive" };
const left: Fact = { fact: "cancelled" };
const forbidden: Fact = { fact: "call-forbidden" };
const unnamed: Fact = { fact: "name-not-resolved", name: null };
const ownFault: Fact = { fact: "http-status", status: 500 };
const clientBad: Fact = { fact: "client-certificate-bad" };
const malformed: Fact = { fact: "request-malformed", field: "unsaid" };

const named =
  (table: Readonly<Record<string, Fact>>) =>
  (match: RegExpMatchArray): Fact | undefined =>
    table[match[1] ?? match[2] ?? ""];

/** Google Cloud's statusDetails and proxyStatus; those of answers that a server gave itself are missing. */
const google: Readonly<Record<string, Fact>> = {
  aborted_request_due_to_backend_early_response: ownFault,
  backend_connection_closed: lost,
  backend_connection_closed_after_partial_response_sent: lost,
  backend_connection_closed_before_data_sent_to_client: lost,
  backend_early_response_with_non_error_status: ownFault,
  backend_response_corrupted: unreadable,
  backend_timeout: late,
  body_not_allowed: malformed,
  client_cert_chain_exceeded_limit: clientBad,
  client_cert_chain_invalid_eku: { fact: "wrong-eku" },
  client_cert_chain_max_name_constraints_exceeded: clientBad,
  client_cert_invalid_rsa_key_size: clientBad,
  client_cert_not_provided: { fact: "client-certificate-required" },
  client_cert_pki_too_large: clientBad,
  client_cert_trust_config_not_found: clientBad,
  client_cert_unsupported_elliptic_curve_key: clientBad,
  client_cert_unsupported_key_algorithm: clientBad,
  client_cert_validation_failed: clientBad,
  client_cert_validation_search_limit_exceeded: clientBad,
  client_cert_validation_timed_out: clientBad,
  client_disconnected_after_partial_response: left,
  client_disconnected_before_any_response: left,
  client_timed_out: idle,
  config_not_found: { fact: "http-status", status: 404 },
  denied_by_security_policy: forbidden,
  denied_as_rate_limited: crowded,
  failed_to_connect_to_backend: unreachable,
  failed_to_negotiate_alpn: handshake,
  failed_to_pick_backend: unavailable,
  handled_by_identity_aware_proxy: { fact: "credentials-rejected" },
  headers_too_long: { fact: "header-list-too-large" },
  internal_error: ownFault,
  invalid_request_headers: malformed,
  malformed_chunk: malformed,
  ssl_certificate_chain_verification_failed: untrusted,
  ssl_certificate_san_verification_failed: untrusted,
  ssl_san_verification_failed: untrusted,
  throttled_by_security_policy: crowded,
};

/** Azure Front Door's errorInfo. */
const frontDoor: Readonly<Record<string, Fact>> = {
  ClientDisconnected: left,
  ClientGeoBlocked: forbidden,
  DNSFailure: unnamed,
  DNSNameNotResolved: unnamed,
  DNSTimeout: unnamed,
  OriginConnectionAborted: lost,
  OriginConnectionError: unreachable,
  OriginConnectionRefused: refused,
  OriginError: ownFault,
  OriginInvalidRequest: ownFault,
  OriginInvalidResponse: unreadable,
  OriginTimeout: late,
  ResponseHeaderTooBig: { fact: "header-list-too-large" },
  SSLHandshakeError: handshake,
  SSLInvalidCipher: handshake,
  SSLInvalidRootCA: untrusted,
  SSLMismatchedSNI: untrusted,
  UnspecifiedClientError: ownFault,
  UnspecifiedError: ownFault,
};

/** Cloudflare's own HTTP statuses and its errors with a page. */
const cloudflare: Readonly<Record<string, Fact>> = {
  "520": unreadable,
  "521": refused,
  "522": unreachable,
  "523": unreachable,
  "524": late,
  "525": handshake,
  "526": untrusted,
  "530": unreachable,
  "1000": unreachable,
  "1001": unnamed,
  "1003": { fact: "authority-rejected", authority: null },
  "1004": unreachable,
  "1005": forbidden,
  "1006": forbidden,
  "1007": forbidden,
  "1008": forbidden,
  "1009": forbidden,
  "1010": forbidden,
  "1011": forbidden,
  "1012": forbidden,
  "1013": { fact: "authority-rejected", authority: null },
  "1015": crowded,
  "1016": unreachable,
  "1018": { fact: "authority-rejected", authority: null },
  "1020": forbidden,
  "1033": unavailable,
  "1101": ownFault,
  "1102": ownFault,
  "1106": forbidden,
};

/** Heroku's router; H10 and H20 are a program's end and its slow start. */
const heroku: Readonly<Record<string, Fact>> = {
  H10: { fact: "program-ended", how: "restarting" },
  H11: crowded,
  H12: late,
  H13: lost,
  H14: unavailable,
  H15: idle,
  H17: unreadable,
  H18: lost,
  H19: unreachable,
  H20: unavailable,
  H21: refused,
  H22: crowded,
  H23: lost,
  H24: crowded,
  H26: malformed,
  H27: left,
  H28: idle,
  H31: { fact: "authority-rejected", authority: null },
  H80: unavailable,
  H81: unavailable,
  H99: ownFault,
  R10: { fact: "timeout", of: "plugin-start" },
  R12: { fact: "plugin-did-not-stop" },
  R15: { fact: "out-of-memory" },
};

const ngrok: Readonly<Record<string, Fact>> = {
  "108": crowded,
  "3004": unreadable,
  "3200": unavailable,
  "4018": { fact: "credentials-rejected" },
  "6024": ownFault,
  "727": crowded,
  "734": crowded,
  "8012": refused,
};

/** AWS's load balancers' own statuses; of other 5xx who answered is told by the target's, which is missing then. */
const balancer = (status: number): Fact => {
  switch (status) {
    case 561:
      return { fact: "credentials-rejected" };
    case 460:
      return left;
    case 504:
      return late;
    default:
      return { fact: "http-status", status };
  }
};

export const hostingRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "statusDetails in the documentation of Google Cloud's Application Load Balancers, July 2024; not run",
      role: "between",
    },
    [
      [
        /"(?:statusDetails|proxyStatus)"\s{0,4}:\s{0,4}"(?:error="?\w{1,40}"?; ?details=\\?"?)?([a-z_]{10,70})|(?<![\w."-])(failed_to_(?:pick|connect_to)_backend|backend_timeout)(?!\w)/,
        named(google),
        '"statusDetails":"backend_timeout"',
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Azure Front Door and Application Gateway documentation, by reports; not run",
      role: "between",
    },
    [
      [
        /"errorInfo"\s{0,4}:\s{0,4}"([A-Z]\w{5,40})"/,
        named(frontDoor),
        '"errorInfo":"OriginTimeout"',
      ],
      [
        /The root certificate of the server certificate used by the backend does not match|The Common Name (?:\(CN\) )?of the (?:backend|leaf) certificate[^\n]{0,60} does not match|Backend server certificate (?:has expired|is not signed by a well-known)|backend certificate is invalid/,
        untrusted,
        "The Common Name (CN) of the backend certificate does not match.",
      ],
      [
        /Application Gateway could not connect to the backend|Cannot connect to backend server\./,
        unreachable,
        "Application Gateway could not connect to the backend.",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Cloudflare's documentation of its 5xx and 1xxx errors; cloudflared's log, by reports",
      role: "between",
    },
    [
      [
        /(?:^|[^\w.])(?:error code: |HTTP status (?:code )?)(52[0-6]|530|10\d{2}|110[126])(?!\d)/,
        named(cloudflare),
        "error code: 522",
      ],
      [
        /<title>[^<\n]{1,260}\| (52[0-6]|530): [A-Z]/,
        named(cloudflare),
        "<title>kv.example.com | 522: Connection timed out</title>",
      ],
      [
        /used Cloudflare to restrict access(?:<\/title>)?\s{0,8}(?:<[^>\n]{1,80}>\s{0,8}){0,12}Error (1\d{3})/,
        named(cloudflare),
        "<title>Access denied | kv.example.com used Cloudflare to restrict access</title>\nError 1020",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Heroku's documentation of its error codes; Fly.io's proxy and ngrok's errors, by reports",
      role: "between",
    },
    [
      [
        /\bat=error code=(H\d{2}) desc="[^"\n]{3,60}"|\bheroku\[\w{1,20}(?:\.\d{1,4})?\]: Error (R\d{2}) \(/,
        named(heroku),
        'at=error code=H12 desc="Request timeout"',
      ],
      [
        /\[PC0[12]\] instance refused connection|\[PC0[12]\]/,
        refused,
        "[error] [PC01] instance refused connection. is your app listening on 0.0.0.0:9000?",
      ],
      [
        /\[P(?:M0\d|R0\d|U03)\]|could not find a good candidate within \d{1,4} attempts at load balancing/,
        unavailable,
        "could not find a good candidate within 40 attempts at load balancing",
      ],
      [
        /\[PU0[1245]\]|[Cc]ould not (?:make|complete|send|proxy) HTTP request(?: to instance)?/,
        lost,
        "[PU02] could not complete HTTP request to instance: connection closed before message completed",
      ],
      [/\bERR_NGROK_(\d{3,5})\b/, named(ngrok), "ERR_NGROK_8012"],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "AWS documentation of Application Load Balancers' access logs, fields elb_status_code, target_status_code, error_reason",
      role: "between",
    },
    [
      [
        /\b(?:h2|grpcs?|https?) \d{4}-[\d:.TZ-]{15,30} app\/\S{1,120} \S{5,60} \S{1,60} -?[\d.]{1,12} -?[\d.]{1,12} -?[\d.]{1,12} ([45]\d{2}) - /,
        (match) => balancer(Number(match[1])),
        'h2 2024-05-02T08:11:09.412000Z app/kv/50dc 10.0.0.9:41012 10.1.2.3:9000 0.001 -1 -1 502 - 512 280 "POST https://kv.example.com:443/kv.v1.KV/Get HTTP/2.0" "grpc-go/1.62.1" - - arn:x "Root=1-x" "kv" "arn:y" 0 2024-05-02T08:11:09.410000Z "forward" "-" "-"',
      ],
      [
        // TargetHealth.Reason of describe-target-health, as text and as JSON.
        /\bTarget\.(?:Timeout|FailedHealthChecks)\b/,
        { fact: "upstream-unreachable" },
        'TARGET 10.0.66.31 50051 unhealthy Target.Timeout "Request timed out"',
      ],
      [
        /\bx-amzn-error-?type["']?:\s?["']?(?:MissingAuthenticationToken|UnrecognizedClient|InvalidSignature|Unauthorized|IncompleteSignature|ExpiredToken)\w{0,12}/i,
        { fact: "credentials-rejected" },
        "x-amzn-errortype: MissingAuthenticationTokenException",
      ],
      [
        /\bx-amzn-error-?type["']?:\s?["']?(?:Forbidden|AccessDenied)\w{0,12}|is not authorized to perform: execute-api:Invoke/i,
        forbidden,
        "x-amzn-errortype: ForbiddenException",
      ],
      [
        /\bx-amzn-error-?type["']?:\s?["']?(?:TooManyRequests|Throttling|LimitExceeded)\w{0,12}|\bThrottlingException: Rate exceeded/i,
        crowded,
        "x-amzn-errortype: TooManyRequestsException",
      ],
    ],
  ),
];
