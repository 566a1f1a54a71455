import { isIP } from "node:net";
import {
  type ConnectionOptions,
  checkServerIdentity,
  connect,
  type DetailedPeerCertificate,
  type PeerCertificate,
  type TLSSocket,
} from "node:tls";
import { certificateFindings } from "../diagnose/certificate-findings.ts";
import { nameRefusal } from "../diagnose/certificate-names.ts";
import type { Configured } from "../domain/evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { ClientStack, LesserFault, Verifier } from "../knowledge/client-stack.ts";
import { Eventual } from "../limits/eventual.ts";
import { addressOf, type Endpoint } from "../run/observe/tap.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import { pemOf } from "./credentials.ts";
import type { ProbeCredential } from "./question.ts";

export type TlsDial = Readonly<{
  endpoint: Endpoint;
  serverName: string;
  alpn: readonly string[];
  /** Lists of the ClientHello; what is left out is OpenSSL's own. */
  hello: ConnectionOptions;
  /** PEM; null: the roots that Node brings. */
  roots: string | null;
  credential: ProbeCredential | null;
  /** Whose way of verifying is followed. */
  stack: ClientStack;
  /** When the handshake is given up, of `performance.now()`. */
  deadlineAt: number;
  onKeyLog(line: Buffer): void;
}>;

export type TlsDialled = Readonly<
  | { kind: "finished"; socket: TLSSocket }
  | { kind: "refused"; message: string }
  | { kind: "timed-out" }
>;

/** A handshake as a client makes it that verifies the server and wants h2. */
export const dialTls = async (dial: TlsDial): Promise<TlsDialled> => {
  const { serverName, stack } = dial;
  const options: ConnectionOptions = {
    ...dial.hello,
    ...addressOf(dial.endpoint),
    ...(dial.roots !== null && { ca: dial.roots }),
    ...(await pemOf(dial.credential)),
    // RFC 6066 section 3: an address is no server_name.
    ...(isIP(serverName) === 0 && { servername: serverName }),
    ...(dial.alpn.length > 0 && { ALPNProtocols: [...dial.alpn] }),
    checkServerIdentity: (_host, certificate) =>
      identityError(serverName, certificate, stack.verifier),
  };
  let socket: TLSSocket;
  try {
    socket = connect(options);
  } catch (error) {
    // OpenSSL does not take the client's own certificate or key.
    return { kind: "refused", message: firstLine(error as Error) };
  }
  const dialled = Eventual.when<TlsDialled>((settle) => {
    socket.on("keylog", dial.onKeyLog);
    socket.on("error", (error) => settle({ kind: "refused", message: firstLine(error) }));
    socket.on("close", () =>
      settle({ kind: "refused", message: "the connection was closed before the handshake's end" }),
    );
    socket.on("secureConnect", () => {
      const wantsAlpn = stack.withoutAlpn === "refuses" && dial.alpn.length > 0;
      if (wantsAlpn && socket.alpnProtocol !== "h2") {
        const chosen = socket.alpnProtocol || "none";
        settle({ kind: "refused", message: `by ALPN the server chose ${chosen}, not h2` });
      } else settle({ kind: "finished", socket });
    });
  });
  const limitMs = Math.max(0, dial.deadlineAt - performance.now());
  const end = await dialled.orAfter<TlsDialled>(limitMs, { kind: "timed-out" });
  // Where the handshake went well it is ended, not destroyed: what the server does next is evidence.
  if (end.kind === "refused" && socket.alpnProtocol !== null) socket.end();
  else if (end.kind !== "finished") socket.destroy();
  return end;
};

const firstLine = ({ message }: Error): string => (message.split("\n")[0] ?? "").trim();

/** In the words of verifiers: OpenSSL's and BoringSSL's; of encodings Go's and rustls's. */
const lesserWords: Readonly<Record<LesserFault, string>> = {
  "weak-key": "EE certificate key too weak",
  "weak-signature": "CA signature digest algorithm too weak",
  "no-digital-signature": "KEY_USAGE_BIT_INCORRECT",
  "any-usage": "unsuitable certificate purpose",
  "negative-serial-number": "x509: negative serial number",
  "address-length": "x509: cannot parse IP address",
  "name-not-ascii": "x509: SAN dNSName is malformed",
  "not-printable-string":
    "x509: invalid RDNSequence: invalid attribute value: invalid PrintableString",
  "not-parsable": "asn1 encoding routines",
  "version-without-extensions": "UnsupportedCertVersion",
};

/** Dates, names and trust are looked at elsewhere. */
const nothingTold: Configured = {
  server: null,
  client: null,
  clientTrusts: [],
  serverTrusts: [],
  intermediates: [],
  serverName: null,
  at: new Date(0).toISOString(),
};

/** The certificate and its issuers, without the root, which nobody holds to what is asked of the others. */
const sentOf = (certificate: PeerCertificate): readonly CertificateFacts[] => {
  const chain: CertificateFacts[] = [];
  let current: Partial<DetailedPeerCertificate> = certificate;
  for (let left = longestPath; left > 0 && current.raw; left--) {
    const facts = certificateFacts(current.raw);
    if (!facts || (chain.length > 0 && facts.issuer === facts.subject)) break;
    chain.push(facts);
    const next: DetailedPeerCertificate | undefined = current.issuerCertificate;
    if (!next || next === current) break;
    current = next;
  }
  return chain;
};

/** OpenSSL's own limit of intermediate certificates is 100. */
const longestPath = 100;

const identityError = (
  serverName: string,
  certificate: PeerCertificate,
  verifier: Verifier,
): Error | undefined => {
  if (verifier.order.includes("ca-used-as-end-entity") && certificate.ca)
    return new Error("CA certificate used as end entity");
  const facts = certificateFacts(certificate.raw);
  if (!facts) return checkServerIdentity(serverName, certificate);
  const found = certificateFindings(sentOf(certificate), "server", nothingTold);
  if (found.some(({ code, lesser }) => code === "key-too-weak" && lesser === undefined)) {
    return new Error(lesserWords["weak-signature"]);
  }
  const fault = found.find(
    ({ lesser }) => lesser !== undefined && verifier.lesserFaults[lesser] !== undefined,
  );
  if (fault?.lesser) return new Error(lesserWords[fault.lesser]);
  switch (nameRefusal(facts, serverName, verifier)) {
    case "no-subject-alt-name":
      return new Error(
        "the certificate has no subjectAltName, and its subject is not read for names",
      );
    case "hostname-mismatch":
      return (
        checkServerIdentity(serverName, certificate) ??
        new Error(`Hostname/IP does not match certificate's altnames: ${serverName}`)
      );
    case null:
      return undefined;
  }
};
