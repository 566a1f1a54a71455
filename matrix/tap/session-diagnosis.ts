import { diagnose } from "../diagnose/diagnose.ts";
import { firstLine } from "../diagnose/handshake-line.ts";
import { decisiveConnection, type Symptoms, wire } from "../diagnose/rule.ts";
import type { Cause, CauseCode, Diagnosis } from "../domain/cause.ts";
import { withDoubt } from "../domain/doubt.ts";
import { causes as knowledge } from "../knowledge/causes.ts";
import { sentEmptyCertificate } from "../run/evidence/empty-certificate.ts";
import { secretsAdvice } from "./secrets-advice.ts";

/**
 * The causes of a session's failure, of which neither side's library tells anything and secrets may be missing:
 * what rests on a certificate that nobody saw is a candidate, and lengths of records speak where nothing else does.
 */
export const diagnoseSession = (symptoms: Symptoms): Diagnosis => {
  const { causes, nextCheck } = diagnose(symptoms);
  const known = causes.filter(({ code }) => code !== "undiagnosed");
  const behind = known.some((cause) => isOfPresenting(cause) && cause.decided)
    ? []
    : withheld(symptoms);
  const candidates = [
    ...behind.filter(({ code }) => !known.some((cause) => cause.code === code)),
    ...(behind.length > 0 ? known.filter((cause) => !isSupposed(cause, symptoms)) : known),
  ].map((cause) => {
    const doubt =
      behind.length > 0
        ? "why the client presented no certificate does not show"
        : silenceBehind(cause, symptoms);
    return doubt === null ? cause : withDoubt(cause, doubt);
  });
  const hear = hearFurther(symptoms);
  const unanswered = lineWithoutHost(symptoms);
  if (unanswered && candidates.length === 0) {
    return {
      determinable: false,
      causes: [unanswered],
      nextCheck: "read what the host says of it",
    };
  }
  if (candidates.length === 0) return { determinable: false, causes, nextCheck: hear };
  const ranked = candidates.sort((a, b) => Number(b.decided) - Number(a.decided));
  const determinable = ranked[0]?.decided ?? false;
  return {
    determinable,
    causes: ranked,
    nextCheck: determinable
      ? null
      : behind.length > 0
        ? "ask the server which schemes and authorities it names: openssl s_client -connect <its address> prints them"
        : (nextCheck ?? hear),
  };
};

/**
 * A line that every host can read, and after which this one never connected: it may take other versions or protocols
 * than those that the line names. undefined where that is not what happened.
 */
const lineWithoutHost = ({ evidence, outcome }: Symptoms): Cause | undefined => {
  const { handshakeLine: line, connections } = evidence;
  if (line === null || connections.length > 0 || outcome.phase !== "dial") return undefined;
  const [, version, , , protocol = "netrpc"] = line.trim().split("|");
  return {
    code: "protocol-version-mismatch",
    side: null,
    decided: false,
    doubt: null,
    sentence: `The host read the plugin's line and did not connect: it may take another version of the plugin's protocol than ${version}, or another protocol than ${protocol}.`,
    matched: [firstLine(line)],
    remedy: null,
    clause: knowledge["protocol-version-mismatch"].clause,
  };
};

/** What would tell more, where the evidence does not. */
const hearFurther = ({ evidence }: Symptoms): string => {
  const connection = decisiveConnection(evidence);
  const tls = connection?.wire.tls;
  if (tls?.clientHello && !tls.serverHello) {
    return `offer the server everything, and then each list of the client's alone: handshake-matrix probe ${connection?.serverAddress}`;
  }
  return tls?.visibility.kind === "clear-only"
    ? `read what the client says, or record again with TLS secrets: ${secretsAdvice(evidence)}`
    : "read what the client says: some leave without a word on the wire when they refuse a certificate";
};

/**
 * What the client says, and how it is configured, nobody here knows.
 *
 * @returns what a cause would need it for, as a doubt; null for one that needs none of it.
 */
const silenceBehind = (cause: Cause, symptoms: Symptoms): string | null => {
  if (cause.code === "closed-before-preface" && cause.side === "client") {
    return "a client that leaves without an alert may have refused a certificate";
  }
  const { clientCertificateInEnvironment } = symptoms.evidence;
  if (cause.code === "client-certificate-missing" && !clientCertificateInEnvironment) {
    return "a client that presents no certificate may have one";
  }
  return isSupposed(cause, symptoms) ? "nobody saw the client send that certificate" : null;
};

/** Causes that say why a client presented nothing, from what both sides have. */
const isOfPresenting = ({ code }: Cause): boolean =>
  code === "signature-scheme-not-offered" || code === "client-certificate-withheld";

const ofCertificates: ReadonlySet<CauseCode> = new Set([
  "ca-used-as-end-entity",
  "certificate-expired",
  "certificate-not-yet-valid",
  "key-too-weak",
  "wrong-extended-key-usage",
]);

/** A fault of the client's certificate, which nobody saw it send, and of which the server said nothing. */
const isSupposed = ({ code, side, matched }: Cause, { evidence }: Symptoms): boolean => {
  const tls = decisiveConnection(evidence)?.wire.tls;
  return (
    ofCertificates.has(code) &&
    side === "client" &&
    tls?.clientCertificate === null &&
    tls.visibility.kind !== "all" &&
    !matched.some(({ by, text }) => by === "server" || / sent alert /.test(text))
  );
};

/** What can be behind an empty Certificate message that was read, or told by its length alone. */
const withheld = ({ evidence }: Symptoms): readonly Cause[] => {
  const connection = decisiveConnection(evidence);
  if (!connection) return [];
  const tls = connection.wire.tls;
  const read = tls?.certificateRequest && tls.clientCertificate?.chain.length === 0;
  if (!read && !sentEmptyCertificate(connection)) return [];
  const own = evidence.clientCertificateInEnvironment;
  const seen = wire(
    read
      ? "the client's Certificate message holds no certificate"
      : "the client's first record after ServerHello is as long as an empty Certificate message",
  );
  const candidate = { decided: false, doubt: null, remedy: null } as const;
  if (!own) {
    return [
      {
        ...candidate,
        code: "client-certificate-missing",
        side: "client",
        sentence: "The server asks for a client certificate, and the client presented none.",
        matched: [seen],
        clause: "RFC 8446 section 4.4.2.4",
      },
    ];
  }
  const matched = [
    seen,
    {
      by: "launcher",
      text: `the host's certificate in PLUGIN_CLIENT_CERT: key type ${own.keyType}, issued by ${own.issuer}`,
    },
  ] as const;
  return [
    {
      ...candidate,
      code: "signature-scheme-not-offered",
      side: "server",
      sentence: `The server asks for a client certificate and may name no signature scheme for the client's ${own.keyType} key, so that the client presented none.`,
      matched,
      clause: "RFC 8446 sections 4.2.3 and 4.4.2.2",
    },
    {
      ...candidate,
      code: "client-certificate-withheld",
      side: "client",
      sentence: "The client has a certificate and did not send it when the server asked.",
      matched,
      clause: "RFC 8446 sections 4.2.4 and 4.4.2.3",
    },
  ];
};
