import type { PostQuantumAdvice } from "../domain/post-quantum.ts";
import type { CellResult, RunResult } from "../domain/run-result.ts";
import { codeSpan, ownProse, prose, row, ruler } from "./format/markdown.ts";

/** How each stack gets a hybrid or goes without, by the implementation's id. */
type Advice = Readonly<Record<string, PostQuantumAdvice>>;

/**
 * Which pairs agree on a key exchange with ML-KEM and who decides it, what each client offers, which servers take one hybrid
 * alone, and who has certificates of ML-DSA. Markdown, the same for the same result.
 */
export const postQuantum = (result: RunResult, advice: Advice): string => {
  const free = result.cells.filter(isFree);
  const passed = free.filter(({ outcome }) => outcome.kind === "passed");
  const hybrid = passed.filter(({ observed }) => isHybrid(observed.group?.value));
  const stacks = [...new Set(free.flatMap(({ client, server }) => [client, server]))];
  return [
    "# Who is post-quantum",
    "",
    `**${hybrid.length} of ${passed.length} pairs agree on a hybrid of ML-KEM** where nothing limits either side. What is recorded of their`,
    "connections today cannot be decrypted by a quantum computer later. X25519MLKEM768, SecP256r1MLKEM768 and",
    "SecP384r1MLKEM1024 are hybrids of ML-KEM with a curve",
    "([draft-ietf-tls-ecdhe-mlkem](https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/)).",
    "",
    ...exchanges(free, stacks),
    ...offers(free, stacks),
    ...oneHybrid(result.cells, stacks),
    ...certificates(result.cells, stacks),
    ...options(stacks, advice),
    `Made by ${codeSpan(`handshake-matrix run --preset ${result.preset}`)} with`,
    "",
    ...result.implementations.map(
      ({ id, stack, runtime, tls }) =>
        `- ${codeSpan(id)}: ${prose(`${stack[0]?.name} ${stack[0]?.version}, ${runtime.name} ${runtime.version}, ${tls.name} ${tls.version}`)}`,
    ),
    "",
  ].join("\n");
};

/** A cell whose key exchange nothing limits, with a certificate that every stack verifies. */
const isFree = ({ mode, serverKey, tlsVersion, group, route }: CellResult): boolean =>
  mode === "tls" &&
  serverKey === "p256" &&
  tlsVersion === null &&
  group === null &&
  route === "direct";

/** Names of hybrid groups in IANA's registry of TLS Supported Groups. */
const hybrids = ["X25519MLKEM768", "SecP256r1MLKEM768", "SecP384r1MLKEM1024"];
const isHybrid = (group: string | undefined): boolean => /MLKEM/i.test(group ?? "");

const between = (cells: readonly CellResult[], client: string, server: string) =>
  cells.find((cell) => cell.client === client && cell.server === server);

const exchanges = (free: readonly CellResult[], stacks: readonly string[]): readonly string[] => [
  "## What each pair agrees on",
  "",
  "● is a hybrid of ML-KEM, a name the group that the pair has in its place. ↻: the server asked for another key share first",
  "(HelloRetryRequest), which is a round trip more. ✗ is a pair that fails, ? what nobody could see.",
  "",
  row(["client ↓ server →", ...stacks.map(codeSpan)]),
  ruler(stacks.length + 1),
  ...stacks.map((client) =>
    row([codeSpan(client), ...stacks.map((server) => exchange(between(free, client, server)))]),
  ),
  "",
  "The server decides. It takes a group of which the client sent a key share, or asks for a share of one that the client only",
  "named. So two sides that both have a hybrid can end without it: where the client sends no share of it, and the server",
  "does not ask. Some clients send at once what a server of the same name took before, so that their ↻ depends on what went before.",
  "",
];

const exchange = (cell: CellResult | undefined): string => {
  if (!cell) return "";
  if (cell.outcome.kind !== "passed") return cell.outcome.kind === "failed" ? "✗" : "–";
  const group = cell.observed.group?.value;
  if (group === undefined) return "?";
  const shown = isHybrid(group)
    ? group === hybrids[0]
      ? "●"
      : `● ${codeSpan(group)}`
    : codeSpan(group);
  return cell.offer?.retried ? `${shown} ↻` : shown;
};

const offers = (free: readonly CellResult[], stacks: readonly string[]): readonly string[] => [
  "## What each client offers",
  "",
  "Groups in the client's order, in bold those whose key share it sends at once. Bytes are of the whole ClientHello: a share of",
  "ML-KEM-768 has 1,184 of them, so that a ClientHello with it takes more than one TCP segment on Ethernet. What looks into the",
  "first segment alone does not see all of it.",
  "",
  row(["client", "groups", "bytes"]),
  ruler(3),
  ...stacks.flatMap((client) => {
    // A client that remembers what a server took sends more shares later.
    const [offer] = free
      .flatMap((cell) => (cell.client === client && cell.offer ? [cell.offer] : []))
      .sort((a, b) => a.bytes - b.bytes);
    if (!offer) return [];
    const names = offer.groups.map((name) =>
      offer.keyShares.includes(name) ? `**${codeSpan(name)}**` : codeSpan(name),
    );
    return [row([codeSpan(client), names.join(" "), String(offer.bytes)])];
  }),
  "",
];

/** Of cells with a server that is limited to one group: the stack as a client, and as the server. */
const oneHybrid = (cells: readonly CellResult[], stacks: readonly string[]): readonly string[] => {
  const limited = cells.filter(
    ({ group, tlsVersion }) => isHybrid(group ?? "") && tlsVersion === null,
  );
  const as = (side: "client" | "server", stack: string) =>
    hybrids.map((group) => {
      const [client, server] = side === "client" ? [stack, "go"] : ["go", stack];
      return sign(
        between(
          limited.filter((cell) => cell.group === group),
          client,
          server,
        ),
      );
    });
  return [
    "## A server that takes one hybrid alone",
    "",
    "Each stack as the client of a server of Go that is limited to the group, and as such a server to a client of Go. ✓ passes, ✗ has no group",
    "in common, – cannot be limited to it.",
    "",
    row([
      "",
      ...hybrids.map((name) => `client: ${codeSpan(name)}`),
      ...hybrids.map((name) => `server: ${codeSpan(name)}`),
    ]),
    ruler(7),
    ...stacks.map((stack) =>
      row([codeSpan(stack), ...as("client", stack), ...as("server", stack)]),
    ),
    "",
  ];
};

const sign = (cell: CellResult | undefined): string => {
  switch (cell?.outcome.kind) {
    case undefined:
      return "";
    case "passed":
      return "✓";
    case "failed":
    case "timed-out":
      return "✗";
    case "unsupported":
      return "–";
    case "not-run":
      return "?";
  }
};

const certificates = (
  cells: readonly CellResult[],
  stacks: readonly string[],
): readonly string[] => {
  const mldsa = cells.filter(({ mode, serverKey }) => mode === "tls" && serverKey === "mldsa65");
  if (mldsa.length === 0) return [];
  return [
    "## Certificates of ML-DSA",
    "",
    `A key of type ${codeSpan("mldsa65")} (ML-DSA-65, FIPS 204), in a certificate of an authority with a P-256 key. Verifies: the stack's client gets`,
    "into a server of Node with it. Serves: a client of Node gets into a server of the stack. – does not load such a key.",
    "",
    row(["", "verifies", "serves"]),
    ruler(3),
    ...stacks.map((stack) => {
      const [client, server] = [between(mldsa, stack, "node"), between(mldsa, "node", stack)];
      return row([codeSpan(stack), withCause(client), withCause(server)]);
    }),
    "",
  ];
};

const withCause = (cell: CellResult | undefined): string => {
  const cause = cell?.outcome.kind === "failed" ? cell.diagnosis?.causes[0] : undefined;
  return cause ? `${sign(cell)} ${codeSpan(cause.code)}` : sign(cell);
};

const options = (stacks: readonly string[], advice: Advice): readonly string[] => [
  "## To get a hybrid, and to go without",
  "",
  row(["", "to get it", "to go without", "source"]),
  ruler(4),
  ...stacks.flatMap((stack) => {
    const known = advice[stack];
    return known
      ? [row([codeSpan(stack), ...[known.get, known.avoid, known.source].map(ownProse)])]
      : [];
  }),
  "",
];
