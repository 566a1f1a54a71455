import { usableSchemes } from "../../diagnose/usable-schemes.ts";
import type { CauseCode } from "../../domain/cause.ts";
import type { Cell, CertificateFault } from "../../domain/cell.ts";
import type { CellResult } from "../../domain/run-result.ts";
import type { Verifier } from "../../knowledge/client-stack.ts";
import { clientStacks, type StackName, stackNames } from "../../knowledge/stacks.ts";

/** What the table of stacks says of a cell; `because` in its terms. */
export type Foreseen = Readonly<
  | { end: "passes" }
  | { end: "does not pass"; because: string; cause: CauseCode | null }
  /** It says nothing of such a cell. */
  | { end: "open" }
>;

/** The table and a cell that say different things, of a stack. */
export type Difference = Readonly<{ stack: string; table: string; cell: string; saw: string }>;

/** Where the table and the cell differ; empty where they agree, or the table says nothing of it. */
export const differences = (cell: CellResult): readonly Difference[] => [
  ...endDifference(cell),
  ...offerDifference(cell),
];

const endDifference = (cell: CellResult): readonly Difference[] => {
  const foreseen = foreseenOf(cell);
  const { kind } = cell.outcome;
  // A knob that a server does not have says nothing of clients.
  const isLimited = cell.group !== null || cell.tlsVersion !== null;
  if (foreseen.end === "open" || kind === "not-run" || (kind === "unsupported" && isLimited))
    return [];
  const saw = sawWords(cell);
  const of = { stack: cell.client, cell: cell.id, saw };
  if (foreseen.end === "passes") {
    return kind === "passed" ? [] : [{ ...of, table: "it passes" }];
  }
  const table = `it does not pass: ${foreseen.because}`;
  if (kind === "passed") return [{ ...of, table }];
  const cause = cell.diagnosis?.causes[0];
  const isOther =
    cause?.decided === true && foreseen.cause !== null && cause.code !== foreseen.cause;
  return isOther ? [{ ...of, table }] : [];
};

const sawWords = ({ outcome, diagnosis }: CellResult): string => {
  const cause = diagnosis?.causes[0];
  return outcome.kind === "failed" && cause ? `failed, ${cause.code}` : outcome.kind;
};

const offerDifference = ({ id, client, offer }: CellResult): readonly Difference[] => {
  const stack = stackOf(client);
  if (!offer || !stack) return [];
  const known = clientStacks[stack].hello.groups.join(" ");
  const saw = offer.groups.join(" ");
  return known === saw
    ? []
    : [
        {
          stack: client,
          table: `it offers the groups ${known}`,
          cell: id,
          saw: `the groups ${saw}`,
        },
      ];
};

/** go-plugin's own AutoMTLS is grpc-go with another certificate. */
const stackOf = (implementation: string): StackName | undefined =>
  stackNames.find((one) => one === (implementation === "go:stock" ? "go" : implementation));

export const foreseenOf = (cell: Cell): Foreseen => {
  const [client, server] = [stackOf(cell.client), stackOf(cell.server)];
  const isPlain =
    cell.route === "direct" && cell.behaviour === null && cell.clientCertificate === null;
  // In TLS 1.2 the server's library decides too which keys and curves go together.
  if (!client || !server || !isPlain || cell.tlsVersion === "1.2") return { end: "open" };
  if (cell.mode === "none") return { end: "passes" };
  return (
    ownKey(server, cell.serverKey) ??
    ownKey(client, cell.clientKey) ??
    group(client, cell.group) ??
    scheme(client, "client", cell.serverKey) ??
    scheme(server, "server", cell.clientKey) ??
    certificate(client, cell.serverCertificate) ?? { end: "passes" }
  );
};

const against = (because: string, cause: CauseCode | null): Foreseen => ({
  end: "does not pass",
  because,
  cause,
});

const ownKey = (stack: StackName, key: string | null): Foreseen | null =>
  key !== null && clientStacks[stack].signsNot.includes(key)
    ? against(`${stack} does not sign with a key of type ${key}`, null)
    : null;

const group = (stack: StackName, wanted: string | null): Foreseen | null =>
  wanted === null || clientStacks[stack].hello.groups.includes(wanted)
    ? null
    : against(`${stack} does not offer ${wanted}`, "no-common-group");

/** A library verifies with the schemes that its ClientHello offers, as a server too. */
const scheme = (stack: StackName, side: string, key: string | null): Foreseen | null => {
  const offered = clientStacks[stack].hello.signatureSchemes;
  return key === null || usableSchemes(key, "1.3")?.some((one) => offered.includes(one))
    ? null
    : against(
        `${stack} as the ${side} has no signature scheme for ${key}`,
        "signature-scheme-not-offered",
      );
};

const faults: Readonly<Record<CertificateFault, CauseCode>> = {
  expired: "certificate-expired",
  "not-yet-valid": "certificate-not-yet-valid",
  "wrong-name": "hostname-mismatch",
  "common-name-only": "no-subject-alt-name",
  "wrong-usage": "wrong-extended-key-usage",
  authority: "ca-used-as-end-entity",
  "unknown-authority": "unknown-ca",
  "missing-intermediate": "incomplete-chain",
  "weak-key": "key-too-weak",
};

const certificate = (stack: StackName, fault: CertificateFault | null): Foreseen | null => {
  if (fault === null) return null;
  const cause = faults[fault];
  return minds(clientStacks[stack].verifier, fault, cause)
    ? against(`${stack} refuses a certificate for ${cause}`, cause)
    : null;
};

const minds = (verifier: Verifier, fault: CertificateFault, cause: CauseCode): boolean => {
  if (fault === "common-name-only") return verifier.commonName === "never";
  if (fault === "weak-key") return verifier.lesserFaults["weak-key"] !== undefined;
  return verifier.order.includes(cause);
};
