import type { CellEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { curveLeftOut } from "../curve-left-out.ts";
import { curveOf } from "../key-curve.ts";
import {
  type Finding,
  handshakeFinished,
  quoted,
  quoteFrom,
  type Rule,
  type Symptoms,
  seenIn,
  wire,
} from "../rule.ts";
import { usableSchemes } from "../usable-schemes.ts";
import { alertQuotes, versionOf } from "../verified-key.ts";

/**
 * Until TLS 1.2 the curve of a key has to be among groups: the server's among the client's (RFC 8422 sections 5.1.1 and 5.3),
 * the client's among those that the server has and never says, and for OpenSSL's server among the client's own too
 * (tls1_check_group_id of ssl/t1_lib.c; BoringSSL's asks for its own alone).
 */
export const certificateCurveRefused: Rule = {
  code: "certificate-curve-refused",
  diagnose: (symptoms) => {
    const { tls } = seenIn(symptoms.evidence);
    if (symptoms.outcome.phase !== "tls" || !tls || handshakeFinished(tls)) return undefined;
    // A client that shows a key of its own has taken the server's.
    return ofClient(tls, symptoms.evidence) ?? ofServer(tls, symptoms);
  },
};

const otherKey = (who: string, whose: string) =>
  `give the ${who} an RSA key, or one on a curve that is among ${whose} groups; or add the curve there`;

/** RFC 8422 section 5.1.1 deprecates all others: a client that leaves out one of those is not the odd one. */
const currentCurves: readonly string[] = ["secp256r1", "secp384r1", "secp521r1"];

const ofServer = (tls: TlsFacts, symptoms: Symptoms): Finding | undefined => {
  const leftOut = curveLeftOut(symptoms);
  if (!leftOut) return undefined;
  const { curve, keyType, groups } = leftOut;
  return {
    side: currentCurves.includes(curve) ? "client" : "server",
    decided: true,
    sentence: `The server's key is on the curve ${curve}, which the client's supported_groups leave out.`,
    matched: [
      wire(`ClientHello supported_groups: ${groups.join(", ")}`),
      quoted(
        symptoms.evidence.serverCertificateInLine ? "launcher" : "orchestrator",
        `server certificate: key type ${keyType}`,
      ),
      ...(versionOf(tls) === null
        ? [quoted("orchestrator", "offered TLS 1.2 and 1.3, the same server chose TLS 1.2")]
        : []),
      ...alertQuotes(tls),
    ],
    remedy: `${otherKey("server", "the client's")}${orTls13(keyType, tls)}`,
  };
};

/** RFC 8446 section 4.2.3: there the scheme alone has to be offered. */
const orTls13 = (keyType: string, { clientHello }: TlsFacts): string => {
  const schemes = usableSchemes(keyType, "1.3") ?? [];
  const verifies =
    clientHello?.versions.includes("1.3") &&
    schemes.some((scheme) => clientHello.signatureSchemes.includes(scheme));
  return verifies ? "; or let the server speak TLS 1.3, where the client verifies this key" : "";
};

/** A server that was shown a key, with a scheme that it takes, and calls a parameter of it illegal. */
const ofClient = (tls: TlsFacts, evidence: CellEvidence): Finding | undefined => {
  const [certificate] = tls.clientCertificate?.chain ?? [];
  if (tls.serverHello?.version !== "1.2" || !certificate) return undefined;
  const { keyType } = certificate;
  const curve = curveOf(keyType);
  const schemes = tls.certificateRequest?.signatureSchemes ?? [];
  const refusal = tls.alerts.find(
    ({ from, name }) => from === "server" && name === "illegal_parameter",
  );
  const isTaken = usableSchemes(keyType, "1.2")?.some((scheme) => schemes.includes(scheme));
  if (curve === null || !refusal || !isTaken) return undefined;
  const said = (pattern: RegExp) => quoteFrom("server", [evidence.server?.stderr ?? ""], pattern);
  const byOpenssl = said(/tls12_check_peer_sigalg:wrong curve/);
  const byBoringssl = said(/BAD_ECC_CERT/);
  const words = byOpenssl ?? byBoringssl;
  const groups = tls.clientHello?.groups ?? [];
  const isLeftOut = groups.length > 0 && !groups.includes(curve) && !byBoringssl;
  return {
    ...(isLeftOut ? leftOutByClient(curve) : leftOutByServer(curve)),
    decided: words !== undefined,
    matched: [
      wire(`the client showed a certificate with a ${keyType} key`),
      ...(isLeftOut ? [wire(`ClientHello supported_groups: ${groups.join(", ")}`)] : []),
      ...alertQuotes(tls),
      ...(words ? [words] : []),
    ],
    nextCheck: "read the server's log: OpenSSL says `wrong curve`, BoringSSL `BAD_ECC_CERT`",
  };
};

const orBoth13 = "; or let both speak TLS 1.3";

const leftOutByClient = (curve: string) => ({
  side: "client" as const,
  sentence: `The server refused the client's key on the curve ${curve}, which the client's own supported_groups leave out: in TLS 1.2 a server on OpenSSL wants it there too.`,
  remedy: `${otherKey("client", "its own")}${orBoth13}`,
});

const leftOutByServer = (curve: string) => ({
  side: "server" as const,
  sentence: `The server refused the client's key on the curve ${curve}: in TLS 1.2 its own groups have to have that curve.`,
  remedy: `${otherKey("client", "the server's")}${orBoth13}`,
});
