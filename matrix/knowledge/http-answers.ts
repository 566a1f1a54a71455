import type { KnownCause, Side } from "../domain/cause.ts";
import type { Between } from "./between.ts";

/** What an HTTP status says where gRPC has 200. */
export type HttpAnswer = Readonly<{
  code: KnownCause;
  side: Side | null;
  /** One sentence; the status and the content type are quoted beside it. */
  sentence: string;
  remedy: string;
  /** What tells apart what the status leaves open; absent where it has one meaning. */
  nextCheck?: string;
}>;

const redirected: HttpAnswer = {
  code: "redirected",
  side: "between",
  sentence: "The call is redirected to another address, and gRPC's clients follow no redirect.",
  remedy: "dial the address that the answer names, with its scheme's port and TLS",
};

/** What every status comes to that the table leaves out. */
const otherHttpAnswer: HttpAnswer = {
  code: "http-status-from-intermediary",
  side: "between",
  sentence: "Something that is no gRPC server answered the call.",
  remedy: "let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
};

/** A status in place of gRPC that no other cause has. */
const foreign = (sentence: string, remedy: string): HttpAnswer => ({
  ...otherHttpAnswer,
  sentence,
  remedy,
});

const unreached = (sentence: string, remedy: string): HttpAnswer => ({
  code: "upstream-unreachable",
  side: "between",
  sentence,
  remedy,
});

const noServer = unreached(
  "A proxy answered: it has no server to send the call to.",
  "start the server behind the proxy, and read the proxy's log for its health checks and for failed TLS handshakes",
);

/**
 * RFC 9110 section 15, RFC 6585, and what nginx 1.22, HAProxy 2.6 and Envoy 1.39 answer a gRPC call with. 464 is of AWS's
 * load balancers, those from 520 on are Cloudflare's; none of these was run.
 */
const httpAnswers: ReadonlyMap<string, HttpAnswer> = new Map([
  ...["301", "302", "303", "307", "308"].map((status) => [status, redirected] as const),
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
    "400",
    foreign(
      "What answered takes the call for a malformed request.",
      "read its log for what it minds; let the proxy pass gRPC for this path (nginx: grpc_pass), or dial the server itself",
    ),
  ],
  [
    "401",
    {
      code: "credentials-required",
      side: "client",
      sentence: "The endpoint wants credentials that the call does not carry.",
      remedy:
        "send what it asks for as metadata of the call: in most cases authorization, with Bearer and a token",
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
    "405",
    foreign(
      "What is served at this path does not take POST, which every gRPC call is.",
      "route the path of the call to the gRPC server (nginx: grpc_pass), or dial the server itself",
    ),
  ],
  [
    "406",
    foreign(
      "What is served at this path has nothing of a type that the call accepts.",
      "route the path of the call to the gRPC server: what answers negotiates content as web servers do",
    ),
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
    "408",
    foreign(
      "What answered waited too long for the rest of the call's request.",
      "raise its time limit for a request's body (nginx: client_body_timeout): a stream of gRPC keeps its request open",
    ),
  ],
  [
    "411",
    foreign(
      "What answered wants a content-length, which gRPC's calls do not have.",
      "let the proxy pass request bodies as they come, in HTTP/2 (nginx: grpc_pass), and not hold them for their length",
    ),
  ],
  [
    "413",
    {
      code: "message-too-large",
      side: "between",
      sentence: "The call's message is larger than the proxy lets through.",
      remedy:
        "raise the proxy's limit of a request's body (nginx: client_max_body_size), or send less at once",
    },
  ],
  [
    "414",
    foreign(
      "What answered finds the path of the call too long.",
      "raise its limit of a request line (nginx: large_client_header_buffers)",
    ),
  ],
  [
    "415",
    foreign(
      "What is served at this path does not take application/grpc.",
      "route the path of the call to the gRPC server: what answers takes other content, such as JSON or gRPC-Web",
    ),
  ],
  [
    "426",
    foreign(
      "What answered wants another version of HTTP than the call came in.",
      "let it take HTTP/2, by ALPN under TLS or with prior knowledge in the clear, or dial the server itself",
    ),
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
    "431",
    {
      code: "header-list-too-large",
      side: "between",
      sentence: "The call's headers are larger than what answered takes.",
      remedy:
        "send less metadata, or raise the limit (nginx: large_client_header_buffers; Envoy: max_request_headers_kb)",
    },
  ],
  [
    "464",
    foreign(
      "A load balancer of AWS answered: its target group is set to another protocol version than gRPC.",
      "set the target group's protocol version to gRPC, and its listener to HTTPS",
    ),
  ],
  [
    "500",
    foreign(
      "What answered failed at the call, and is no gRPC server: one has HTTP status 200 for every failure.",
      "read the log of what answers (server, via) for the time of the call",
    ),
  ],
  [
    "501",
    foreign(
      "What answered does not implement the call's method of HTTP, which is POST.",
      "route the path of the call to the gRPC server, or dial the server itself",
    ),
  ],
  [
    "502",
    foreign(
      "A proxy answered: it came to no connection with the server behind it, or to no answer that it could use.",
      "read the proxy's error log: it says whether the server is down, speaks HTTP/1.1 or TLS, or has a certificate that the proxy refuses; from here these look the same",
    ),
  ],
  [
    "503",
    {
      code: "http-status-from-intermediary",
      side: null,
      sentence:
        "What answered does not serve calls now: it is in maintenance or over its limit, or a proxy has no server to send them to.",
      remedy:
        "start the server behind the proxy, where one answers, or end the maintenance: the log of what answers (server, via) tells",
      nextCheck:
        "call the server itself, past whatever stands before it: if that passes, the proxy has no server for the call, or limits it",
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
  [
    "505",
    foreign(
      "What answered does not take HTTP/2.",
      "let it speak HTTP/2 on this port, or dial the server itself",
    ),
  ],
  [
    "511",
    foreign(
      "The network wants a login before it lets anything through: a captive portal answered.",
      "log in to the network, or dial from another one",
    ),
  ],
  [
    "520",
    foreign(
      "Cloudflare answered: the server behind it gave an answer that it could not use.",
      "turn gRPC on for the zone, and let the server speak HTTP/2 on port 443",
    ),
  ],
  [
    "521",
    unreached(
      "Cloudflare answered: the server behind it refuses the connection.",
      "start the server, and let its firewall admit Cloudflare's addresses",
    ),
  ],
  [
    "522",
    unreached(
      "Cloudflare answered: the server behind it does not answer the attempt to connect.",
      "let the server's firewall admit Cloudflare's addresses, and see whether the server listens",
    ),
  ],
  [
    "523",
    unreached(
      "Cloudflare answered: there is no way to the server behind it.",
      "correct the server's address in the zone's records",
    ),
  ],
  [
    "524",
    {
      code: "upstream-timeout",
      side: "between",
      sentence:
        "Cloudflare answered: the server behind it accepted the call and did not answer in time.",
      remedy: "look where the server waits; Cloudflare gives it 100 s",
    },
  ],
  [
    "525",
    {
      code: "upstream-protocol-mismatch",
      side: "between",
      sentence: "Cloudflare answered: its TLS handshake with the server behind it failed.",
      remedy:
        "let the server speak TLS on the port that Cloudflare dials, with a cipher suite that it offers",
    },
  ],
  [
    "526",
    {
      code: "upstream-certificate-rejected",
      side: "between",
      sentence: "Cloudflare answered: it refuses the certificate of the server behind it.",
      remedy:
        "give the server a certificate for its name of a public authority, or of Cloudflare's Origin CA",
    },
  ],
]);

/** Who answered, and what is written in the page. */
export type HttpPage = Readonly<{
  server: string | null;
  text: string;
  contentType: string | null;
  between: Between;
}>;

/** Types of pages and of documents that web servers and APIs over HTTP answer with. */
const isDocument = (contentType: string | null): boolean =>
  /^(?:text\/[\w.+-]+|application\/(?:[\w.-]+\+)?(?:json|xml))(?:$|[\s;])/i.test(contentType ?? "");

/**
 * Status 200 and no gRPC, where nothing shows that anybody stands between: the server that was dialled answers itself. A
 * page or a document is what web servers have for whoever comes, so that the address is looked at first.
 */
const directAnswer = (contentType: string | null): HttpAnswer =>
  isDocument(contentType)
    ? {
        code: "content-type-not-grpc",
        side: null,
        sentence: "A web server answers, no gRPC server.",
        remedy:
          "correct the host and the port first: gRPC often has a port of its own; if this web server is to pass gRPC on, route the path of the call to the gRPC server (nginx: grpc_pass)",
        nextCheck:
          "see on the server's host what listens on the port (ss -ltnp): a program that serves pages or documents alone means the wrong port, one that passes calls on lacks a route for the path",
      }
    : {
        ...otherHttpAnswer,
        code: "content-type-not-grpc",
        side: null,
        remedy:
          "dial the port that serves gRPC; if what answers is to pass gRPC on, route the path of the call to the gRPC server (nginx: grpc_pass)",
      };

/** What a known proxy means by a status that has several meanings. */
const knownPages: readonly Readonly<{
  status: string;
  fits: (page: HttpPage) => boolean;
  answer: HttpAnswer;
}>[] = [
  {
    // HAProxy's page (http.c, http_err_msgs), which it has for a name that no rule gives a backend, too.
    status: "503",
    fits: ({ text }) => /No server is available to handle this request/.test(text),
    answer: {
      ...noServer,
      nextCheck:
        "call by a name that the proxy serves (--authority <name>), and see the proxy's statistics: one that finds no backend for the name says the same as one whose servers are down",
    },
  },
  {
    // Envoy's words.
    status: "503",
    fits: ({ text }) => /no healthy upstream|upstream connect error/.test(text),
    answer: noServer,
  },
  {
    // AWS: no registered target.
    status: "503",
    fits: ({ server }) => /^awselb\//.test(server ?? ""),
    answer: noServer,
  },
  {
    // For a server that it does not reach it has 502.
    status: "503",
    fits: ({ server }) => /^(?:nginx|openresty)\b/.test(server ?? ""),
    answer: {
      code: "http-status-from-intermediary",
      side: "between",
      sentence:
        "The answer is nginx's own: it is in maintenance (return 503), or over a limit (limit_req, limit_conn).",
      remedy: "read nginx's configuration for return 503, and its error log for limits",
      nextCheck:
        "read nginx's error log of the time of the call: a limit is named there (limiting requests, limiting connections), a return is not",
    },
  },
];

/** The statuses of the table that HTTP has. */
export const answeredStatuses: readonly number[] = [...httpAnswers.keys()]
  .map(Number)
  .filter((status) => status > 0);

/**
 * What a status comes to, also one that is unknown or missing.
 *
 * @param page - what is known of the answer beside its status.
 */
export const httpAnswerOf = (
  status: number | string | null,
  page: HttpPage = { server: null, text: "", contentType: null, between: "unknown" },
): HttpAnswer =>
  (String(status) === "200" && page.between === "none shown"
    ? directAnswer(page.contentType)
    : undefined) ??
  knownPages.find((known) => known.status === String(status) && known.fits(page))?.answer ??
  httpAnswers.get(String(status)) ??
  otherHttpAnswer;
