import type { CellResult, RunResult } from "../domain/run-result.ts";
import { codeSpan, prose, row, ruler } from "./format/markdown.ts";

/**
 * What each client and server agreed on where nothing limits them: version, group and cipher suite, as they were observed. Of a
 * pair with several such cells the first that passed. Markdown, the same for the same result.
 */
export const negotiated = (result: RunResult): string => {
  const cells = result.cells.filter(isFree);
  const pairs = new Map(cells.map((cell) => [pairOf(cell), cell]));
  for (const cell of cells.toReversed()) {
    if (cell.outcome.kind === "passed") pairs.set(pairOf(cell), cell);
  }
  const clients = [...new Set(cells.map(({ client }) => client))];
  const servers = [...new Set(cells.map(({ server }) => server))];
  const passed = [...pairs.values()].filter(({ outcome }) => outcome.kind === "passed");
  const hybrid = passed.filter(({ observed }) => isPostQuantum(observed.group?.value));
  return [
    "# What each pair negotiates",
    "",
    `**${hybrid.length} of ${passed.length} pairs agree on a post-quantum key exchange** where nothing limits either side. An entry is`,
    "what the handshake of a passed cell showed, whoever saw it: group, cipher suite, and the TLS version where it is",
    "not 1.3. ✗ is a pair that fails, ? what nobody could see.",
    "",
    row(["client ↓ server →", ...servers.map(codeSpan)]),
    ruler(servers.length + 1),
    ...clients.map((client) =>
      row([
        codeSpan(client),
        ...servers.map((server) => entry(pairs.get(pairOf({ client, server })))),
      ]),
    ),
    "",
    "X25519MLKEM768, SecP256r1MLKEM768 and SecP384r1MLKEM1024 are the hybrids of ML-KEM with a curve",
    "([draft-ietf-tls-ecdhe-mlkem](https://datatracker.ietf.org/doc/draft-ietf-tls-ecdhe-mlkem/)). What is recorded today cannot be",
    "decrypted by a quantum computer later where both sides have one.",
    "",
    `Made by ${codeSpan(`handshake-matrix run --preset ${result.preset}`)} with`,
    "",
    ...result.implementations.map(
      ({ id, stack, runtime, tls }) =>
        `- ${codeSpan(id)}: ${prose(`${stack[0]?.name} ${stack[0]?.version}, ${runtime.name} ${runtime.version}, ${tls.name} ${tls.version}`)}`,
    ),
    "",
  ].join("\n");
};

/** A connection that nothing of a cell limits, and nothing stands in. */
const isFree = ({ mode, tlsVersion, group, route }: CellResult): boolean =>
  mode !== "none" && tlsVersion === null && group === null && route === "direct";

const pairOf = ({ client, server }: Pick<CellResult, "client" | "server">): string =>
  JSON.stringify([client, server]);

/** Names of hybrid groups and of ML-KEM alone in IANA's registry of TLS Supported Groups. */
const isPostQuantum = (group: string | undefined): boolean => /MLKEM/i.test(group ?? "");

const entry = (cell: CellResult | undefined): string => {
  if (!cell) return "";
  const { outcome, observed } = cell;
  if (outcome.kind !== "passed") return outcome.kind === "failed" ? "✗" : prose(outcome.kind);
  const { group, cipherSuite, tlsVersion } = observed;
  if (!group && !cipherSuite) return "?";
  const name = group ? codeSpan(group.value) : "?";
  const shown = isPostQuantum(group?.value) ? `**${name}**` : name;
  const suite = cipherSuite ? prose(cipherSuite.value.replace(/^TLS_/, "")) : "?";
  const version = tlsVersion && tlsVersion.value !== "1.3" ? `, TLS ${tlsVersion.value}` : "";
  return `${shown} ${suite}${version}`;
};
