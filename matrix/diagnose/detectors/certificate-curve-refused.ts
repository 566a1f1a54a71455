import type { CellEvidence } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import { curveLeftOut } from "../curve-left-out.ts";
import { curveOf } from "../key-curve.ts";
import {
  type Finding,
  handshakeFinished,
  quoteFrom,
  type Rule,
  type Symptoms,
  tlsOf,
  wire,
} from "../rule.ts";
import { usableSchemes } from "../usable-schemes.ts";
import { alertQuotes } from "../verified-key.ts";

/**
 * Until TLS 1.2 the curve of a key has to be among the groups of the side that verifies it: the server's among the client's
 * (RFC 8422 sections 5.1.1 and 5.3), the client's among those that the server has and never says.
 */
export const certificateCurveRefused: Rule = {
  code: "certificate-curve-refused",
  diagnose: (symptoms) => {
    const tls = tlsOf(symptoms.evidence);
    if (symptoms.outcome.phase !== "tls" || !tls || handshakeFinished(tls)) return undefined;
    return ofServer(tls, symptoms) ?? ofClient(tls, symptoms.evidence);
  },
};

const remedyFor = (who: string) =>
  `give the ${who} an RSA key, or one on a curve that its peer has among its groups; or add the curve there`;

const ofServer = (tls: TlsFacts, symptoms: Symptoms): Finding | undefined => {
  const leftOut = curveLeftOut(symptoms);
  if (!leftOut) return undefined;
  const { curve, keyType, groups } = leftOut;
  return {
    side: "server",
    decided: true,
    sentence: `The server's key is on the curve ${curve}, which the client's supported_groups leave out.`,
    matched: [
      wire(`ClientHello supported_groups: ${groups.join(", ")}`),
      { by: "orchestrator", text: `server certificate: key type ${keyType}` },
      ...alertQuotes(tls),
    ],
    remedy: `${remedyFor("server")}${orTls13(keyType, tls)}`,
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
  const said = quoteFrom(
    "server",
    [evidence.server?.stderr ?? ""],
    /tls12_check_peer_sigalg:wrong curve|BAD_ECC_CERT/,
  );
  return {
    side: "server",
    decided: said !== undefined,
    sentence: `The server refused the client's key on the curve ${curve}: in TLS 1.2 its own groups have to have that curve.`,
    matched: [
      wire(`the client showed a certificate with a ${keyType} key`),
      ...alertQuotes(tls),
      ...(said ? [said] : []),
    ],
    remedy: `${remedyFor("client")}; or let both speak TLS 1.3`,
    nextCheck: "read the server's log: OpenSSL says `wrong curve`, BoringSSL `BAD_ECC_CERT`",
  };
};
