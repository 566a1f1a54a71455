import { refusedEverything } from "../refused-everything.ts";
import { rejectedCertificate } from "../rejected-certificate.ts";
import { decisiveConnection, type Rule, tlsOf, wire } from "../rule.ts";

export const hostnameMismatch = rejectedCertificate({
  code: "hostname-mismatch",
  sentence: (whose) => `The ${whose} certificate is not for the name that the client wants.`,
  remedy: () =>
    "dial a name that the certificate has, set the name to verify, or issue it for the name that is dialled",
});

/** The server refuses the name that the client sent; as a warning, which it is too, it only notes it (RFC 6066 section 3). */
export const nameNotServed: Rule = {
  code: "hostname-mismatch",
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
      decided: false,
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
  code: "hostname-mismatch",
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
