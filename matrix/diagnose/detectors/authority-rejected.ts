import { refusedEverything } from "../refused-everything.ts";
import { decisiveConnection, type Rule, tlsOf, wire } from "../rule.ts";

/** The peer says that the request is not for it: 421 Misdirected Request. */
export const authorityRejected: Rule = {
  code: "authority-rejected",
  diagnose: ({ evidence }) => {
    const http2 = decisiveConnection(evidence)?.wire.http2;
    const refusal = http2?.server.headers.find(({ status }) => status === "421");
    if (!refusal) return undefined;
    const request = http2?.client.headers.find(({ stream }) => stream === refusal.stream);
    const authority = request?.authority ?? null;
    const who = refusal.server ?? refusal.via;
    return {
      // Which of the two has the wrong name is not on the wire.
      side: null,
      decided: true,
      sentence: `The peer does not serve the authority ${authority ?? "that the client names"}.`,
      matched: [
        wire(`HEADERS of stream ${refusal.stream}: :status 421${who ? `, server ${who}` : ""}`),
        ...(authority === null ? [] : [wire(`:authority ${authority}`)]),
      ],
      remedy: "name an authority that the peer serves, or let the peer serve this one",
    };
  },
};

/** The server refuses the name that the client sent; as a warning, which it is too, it only notes it (RFC 6066 section 3). */
export const nameNotServed: Rule = {
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  diagnose: ({ evidence }) => {
    const connection = decisiveConnection(evidence);
    const tls = connection?.wire.tls;
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

/** Of a probe: Go's GetCertificate that has nothing for a name comes to this alert, and so does every other fault of the server's own. */
export const nameWithoutCertificate: Rule = {
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  diagnose: ({ evidence, endpoint }) => {
    const tls = tlsOf(evidence);
    const alert = tls?.alerts.find(
      ({ from, name }) => from === "server" && name === "internal_error",
    );
    const name = tls?.clientHello?.serverName;
    if (!endpoint || !tls || !alert?.fatal || tls.serverHello || typeof name !== "string")
      return undefined;
    return {
      side: null,
      decided: false,
      sentence: `The server fails at the ClientHello: perhaps it has no certificate for the name that the client sends (server_name ${name}).`,
      matched: [
        wire(`ClientHello server_name: ${name}`),
        wire(`the server sent alert ${alert.code} ${alert.name}`),
      ],
      remedy: "dial a name that the server has, or give the server a certificate for this one",
      nextCheck:
        "probe again with --server-name <a name that the server has>, and read the server's log: the alert speaks of the server's own state",
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
