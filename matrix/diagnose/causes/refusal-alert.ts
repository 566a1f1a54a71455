import type { CauseCode, Side } from "../../domain/cause.ts";
import type { TlsAlert } from "../../domain/wire-facts.ts";
import { type Rule, tlsOf, wire } from "../rule.ts";

type Reading = Readonly<{
  code: CauseCode;
  side: Side;
  sentence: string;
  remedy: string;
}>;

/** Alerts that name one cause by themselves (RFC 8446 section 6.2), by who sent them. */
const readings: Readonly<Record<string, Partial<Record<TlsAlert["from"], Reading>>>> = {
  unknown_ca: {
    client: {
      code: "unknown-ca",
      side: "client",
      sentence: "The client does not trust the authority of the server's certificate.",
      remedy: "give the client the authority that issued the server's certificate",
    },
    server: {
      code: "client-certificate-untrusted",
      side: "client",
      sentence: "The server does not trust the authority of the client's certificate.",
      remedy: "use a client certificate that the server's authority issued",
    },
  },
  protocol_version: {
    server: {
      code: "no-common-version",
      side: "server",
      sentence: "The server accepts none of the TLS versions that the client offers.",
      remedy: "allow a TLS version that both sides have",
    },
    client: {
      code: "no-common-version",
      side: "client",
      sentence: "The client refuses the TLS version that the server chose.",
      remedy: "allow a TLS version that both sides have",
    },
  },
  no_application_protocol: {
    server: {
      code: "alpn-not-negotiated",
      side: "server",
      sentence: "The server supports none of the protocols that the client offers by ALPN.",
      remedy: "enable HTTP/2 (ALPN h2) on the server",
    },
  },
};

const ruleFor = (code: CauseCode): Rule => ({
  code,
  clause: "RFC 8446 section 6.2",
  diagnose: ({ evidence }) => {
    const tls = tlsOf(evidence);
    for (const alert of tls?.alerts ?? []) {
      const reading = readings[alert.name]?.[alert.from];
      if (reading?.code !== code) continue;
      const versions = tls?.clientHello?.versions ?? [];
      return {
        side: reading.side,
        decided: true,
        sentence: reading.sentence,
        evidence: [
          wire(`the ${alert.from} sent alert ${alert.code} ${alert.name}`),
          ...(code === "no-common-version" && versions.length > 0
            ? [wire(`ClientHello versions: ${versions.join(", ")}`)]
            : []),
        ],
        remedy: reading.remedy,
      };
    }
    return undefined;
  },
});

export const unknownCa = ruleFor("unknown-ca");
export const clientCertificateUntrusted = ruleFor("client-certificate-untrusted");
export const noCommonVersion = ruleFor("no-common-version");
export const alpnNotNegotiated = ruleFor("alpn-not-negotiated");
