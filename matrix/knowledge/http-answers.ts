import type { KnownCause, Side } from "../domain/cause.ts";

/** What an HTTP status says where gRPC has 200. */
export type HttpAnswer = Readonly<{
  code: KnownCause;
  side: Side | null;
  /** One sentence; the status and the content type are quoted beside it. */
  sentence: string;
  remedy: string;
}>;

const redirected: HttpAnswer = {
  code: "redirected",
  side: "between",
  sentence: "The call is redirected to another address, and gRPC's clients follow no redirect.",
  remedy: "dial the address that the answer names, with its scheme's port and TLS",
};

const ordinaryHttp: HttpAnswer = {
  code: "http-status-from-intermediary",
  side: "between",
  sentence: "Something before the server wants ordinary HTTP, and a gRPC call is none.",
  remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
};

/** Of the server behind it, which Cloudflare calls the origin. */
const ofOrigin = (code: KnownCause, sentence: string, remedy: string): HttpAnswer => ({
  code,
  side: "server",
  sentence: `Cloudflare answered: ${sentence}`,
  remedy,
});

/** Cloudflare's own statuses. */
const cloudflare: readonly (readonly [string, HttpAnswer])[] = [
  [
    "521",
    ofOrigin(
      "upstream-unreachable",
      "the server behind it refuses the connection.",
      "start the server, on the port that Cloudflare dials, and let its firewall admit Cloudflare's addresses",
    ),
  ],
  ...["522", "523"].map(
    (status) =>
      [
        status,
        ofOrigin(
          "upstream-unreachable",
          "it does not reach the server behind it.",
          "correct the DNS record of the origin, and let its firewall admit Cloudflare's addresses",
        ),
      ] as const,
  ),
  [
    "524",
    ofOrigin(
      "upstream-timeout",
      "the server behind it took longer than 100 seconds.",
      "look where the server waits; send something on long streams, or dial the server without Cloudflare",
    ),
  ],
  [
    "525",
    ofOrigin(
      "upstream-protocol-mismatch",
      "its TLS handshake with the server behind it failed.",
      "let the server speak TLS 1.2 or 1.3 on that port, with a certificate for the name, or set Cloudflare's SSL mode to what the server has",
    ),
  ],
  [
    "526",
    ofOrigin(
      "upstream-certificate-rejected",
      "it refuses the certificate of the server behind it.",
      "give the server a certificate for this name that has not expired, of a public CA or of Cloudflare's Origin CA; the SSL mode is Full (strict)",
    ),
  ],
];

/** What every other status comes to. */
const otherHttpAnswer: HttpAnswer = {
  code: "http-status-from-intermediary",
  side: "between",
  sentence: "Something that is no gRPC server answered the call.",
  remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
};

/** RFC 9110 section 15, and what nginx 1.22, HAProxy 2.6, Envoy 1.39 and Cloudflare answer a gRPC call with. */
const httpAnswers: ReadonlyMap<string, HttpAnswer> = new Map([
  ...cloudflare,
  ...["301", "302", "303", "307", "308"].map((status) => [status, redirected] as const),
  ...["405", "411", "413", "415"].map((status) => [status, ordinaryHttp] as const),
  [
    // nginx, where proxy_pass reads a server's HTTP/2 frames as HTTP/0.9.
    "000",
    {
      code: "upstream-protocol-mismatch",
      side: "between",
      sentence: "The proxy speaks HTTP/1.1 with the server behind it, which answers in HTTP/2.",
      remedy: "let the proxy speak HTTP/2 to the server (nginx: grpc_pass in place of proxy_pass)",
    },
  ],
  [
    "401",
    {
      code: "credentials-required",
      side: "client",
      sentence: "The endpoint wants credentials that the call does not carry.",
      remedy: "send what it asks for as metadata of the call (authorization: Bearer <token>)",
    },
  ],
  [
    "403",
    {
      code: "access-denied",
      side: null,
      sentence: "Something before the server forbids the call.",
      remedy: "let its access rules (addresses, tokens, firewall) admit this client and path",
    },
  ],
  [
    "404",
    {
      code: "path-not-routed",
      side: "between",
      sentence: "Nothing is served at the path of the call under this name.",
      remedy:
        "route /<package.Service>/ to the gRPC server, or dial the name (--authority) that has the route",
    },
  ],
  [
    "407",
    {
      code: "http-proxy-intercept",
      side: "client",
      sentence: "An HTTP proxy answers, and wants credentials for itself.",
      remedy: "put the address into no_proxy, or give the client the proxy's credentials",
    },
  ],
  [
    "429",
    {
      code: "rate-limited",
      side: "client",
      sentence: "The endpoint refuses the call because too many came before it.",
      remedy: "send fewer calls, wait as retry-after says, or raise the limit",
    },
  ],
  [
    "502",
    {
      code: "http-status-from-intermediary",
      side: "between",
      sentence: "A proxy answered: the server behind it gave no answer that it could use.",
      remedy:
        "read the proxy's error log: it says whether the server is down, speaks HTTP/1.1 or TLS, or has a certificate that the proxy refuses",
    },
  ],
  [
    "503",
    {
      code: "http-status-from-intermediary",
      side: "between",
      sentence: "A proxy answered: it has no server to send the call to.",
      remedy:
        "start the server behind the proxy, and read the proxy's log for its health checks and for failed TLS handshakes",
    },
  ],
  [
    "504",
    {
      code: "upstream-timeout",
      side: "between",
      sentence: "A proxy answered: the server behind it did not answer in time.",
      remedy: "look where the server waits, or raise the proxy's timeout for this route",
    },
  ],
]);

/** The statuses of the table that HTTP has. */
export const answeredStatuses: readonly number[] = [...httpAnswers.keys()]
  .map(Number)
  .filter((status) => status > 0);

/** What a status comes to, also one that is unknown or missing. */
export const httpAnswerOf = (status: number | string | null): HttpAnswer =>
  httpAnswers.get(String(status)) ?? otherHttpAnswer;
