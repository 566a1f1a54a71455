import type { CellEvidence } from "../../domain/evidence.ts";
import type { HeaderBlock, Http2Facts } from "../../domain/http2-facts.ts";
import { foreignAnswer, shownAnswer } from "../http-answer.ts";
import { unroutedByEnvoy, unservedByCaddy } from "../no-route.ts";
import { refusedEverything } from "../refused-everything.ts";
import { type Finding, type Rule, seenIn, tlsOf, wire } from "../rule.ts";

/**
 * The peer says that the request is not for it, takes the request for malformed since its authority is none, or answers
 * as one does that has no route for it.
 */
export const authorityRejected: Rule = {
  code: "authority-rejected",
  diagnose: ({ evidence, endpoint }) => {
    const { http2 } = seenIn(evidence);
    const refusal = http2?.server.headers.find(({ status }) => status === "421");
    if (refusal) {
      const authority = authorityOf(refusal, evidence);
      return {
        // Which of the two has the wrong name is not on the wire.
        side: null,
        decided: true,
        sentence: `The peer does not serve the authority ${authority ?? "that the client names"}.`,
        matched: quotes(`HEADERS of stream ${refusal.stream}: :status 421`, refusal, authority),
        remedy,
      };
    }
    const malformed = http2 && malformedAuthority(http2);
    if (malformed) return malformed;
    const [unrouted] = http2 && endpoint ? unroutedByEnvoy(http2) : [];
    if (unrouted) {
      return perhaps(
        "Envoy answers every call itself",
        `HEADERS of stream ${unrouted.stream}: grpc-status UNIMPLEMENTED, no grpc-message, no x-envoy-upstream-service-time`,
        unrouted,
        evidence,
      );
    }
    const page = foreignAnswer(evidence);
    // Of a cell it is known that the authority is served.
    return endpoint && page && unservedByCaddy(page)
      ? perhaps("Caddy answers the call with an empty page", shownAnswer(page), page, evidence)
      : undefined;
  },
};

/** The server refuses the name that the client sent; as a warning, which it is too, it only notes it (RFC 6066 section 3). */
export const nameNotServed: Rule = {
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  diagnose: ({ evidence }) => {
    const { tls } = seenIn(evidence);
    const alert = tls?.alerts.find(
      ({ from, name }) => from === "server" && name === "unrecognized_name",
    );
    if (!tls?.clientHello || !alert || (tls.finished.client && tls.finished.server)) {
      return undefined;
    }
    const { serverName } = tls.clientHello;
    return {
      side: null,
      decided: alert.fatal,
      sentence:
        serverName === null
          ? "The server wants a server_name, and the client sends none."
          : `The server has nothing for the name that the client sends (server_name ${serverName}).`,
      matched: [
        wire(`ClientHello server_name: ${serverName ?? "none"}`),
        wire(`the server sent alert ${alert.code} ${alert.name}${alert.fatal ? "" : " (warning)"}`),
      ],
      remedy: "dial a name that the server has, or give the server a certificate for this one",
      nextCheck: "probe again with --server-name <a name that the server has>",
    };
  },
};

/** handshake_failure does not say what it is for: every trial sent the same name. */
const nameRefusedWhereSent = refusedEverything({
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  sentence:
    "The server refuses every ClientHello with this name: perhaps it has nothing for the name that the client sends.",
  remedy: "dial a name that the server has, or give the server a certificate for this one",
  nextCheck: "probe again with --server-name <a name that the server has>",
});

export const nameRefused: Rule = {
  ...nameRefusedWhereSent,
  diagnose: (symptoms) =>
    typeof tlsOf(symptoms.evidence)?.clientHello?.serverName === "string"
      ? nameRefusedWhereSent.diagnose(symptoms)
      : undefined,
};

const remedy = "name an authority that the peer serves, or let the peer serve this one";

const perhaps = (
  what: string,
  quote: string,
  block: HeaderBlock,
  evidence: CellEvidence,
): Finding => {
  const authority = authorityOf(block, evidence);
  return {
    side: null,
    decided: false,
    sentence: `${what}: it has no route for the authority ${authority ?? "that the client names"}, or none for the paths that were called.`,
    matched: quotes(quote, block, authority),
    remedy,
    nextCheck:
      "probe with the name that is meant (--authority <name>), or call a method of the service's own (--call package.Service/Method)",
  };
};

const authorityOf = ({ stream }: HeaderBlock, evidence: CellEvidence): string | null =>
  seenIn(evidence).http2?.client.headers.find((one) => one.stream === stream)?.authority ?? null;

const quotes = (answer: string, { server, via }: HeaderBlock, authority: string | null) => {
  const who = server ?? via;
  return [
    wire(`${answer}${who && !answer.includes(who) ? `, server ${who}` : ""}`),
    ...(authority === null ? [] : [wire(`:authority ${authority}`)]),
  ];
};

/** A host of a name or an address (RFC 3986 section 3.2): a socket's path is none, percent-encoded or not. */
const isAuthority = /^(?:[\w.-]{1,255}|\[[\da-fA-F:.]{2,45}\])(?::\d{0,5})?$/;

/** Of h2 and what is made with it: other servers do not look. */
const malformedAuthority = ({ client, server }: Http2Facts): Finding | undefined => {
  const { stream, authority } =
    client.headers.find(
      (request) =>
        request.authority !== null &&
        !isAuthority.test(request.authority) &&
        server.resets.some((one) => one.stream === request.stream && one.code === "PROTOCOL_ERROR"),
    ) ?? {};
  if (stream === undefined) return undefined;
  return {
    side: "client",
    decided: true,
    sentence: `The client names ${JSON.stringify(authority)} as the authority, which is the name of no host: it dials a unix socket and takes the authority from its path.`,
    matched: [
      wire(`:authority ${authority}`),
      wire(`RST_STREAM of the server on stream ${stream}: PROTOCOL_ERROR`),
    ],
    remedy:
      "give the client's channel the authority localhost (grpc.default_authority of gRPC core, WithAuthority of grpc-go)",
  };
};
