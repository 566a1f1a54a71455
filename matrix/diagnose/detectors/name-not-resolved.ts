import type { CellEvidence } from "../../domain/evidence.ts";
import { unresolved } from "../endpoint-findings.ts";
import { clientTexts, decisiveConnection, type Finding, type Rule, wire } from "../rule.ts";
import { factsIn } from "../said.ts";

/** The announced address has a name that no resolver knows. */
export const nameNotResolved: Rule = {
  code: "name-not-resolved",
  diagnose: ({ evidence, endpoint }) => {
    const connection = decisiveConnection(evidence);
    if (!connection && !endpoint) return byText(evidence);
    const error = connection?.dialError ?? "";
    if (!connection || !isResolution(error)) return undefined;
    if (endpoint) return unresolved(connection);
    return {
      side: "server",
      decided: true,
      sentence: `The name in the announced address ${connection.serverAddress} cannot be resolved.`,
      matched: [wire(error)],
      remedy: "announce an address that the host can resolve; a plugin announces 127.0.0.1",
    };
  },
};

/** The client's library says so, and nothing was dialled. */
const byText = (evidence: CellEvidence): Finding | undefined => {
  const said = factsIn(clientTexts(evidence)).find(({ fact }) => fact.fact === "name-not-resolved");
  return (
    said && {
      side: "client",
      decided: true,
      sentence: "The client cannot resolve the name that it was told to dial.",
      matched: [
        { by: "client", text: said.quote.slice(0, 300) },
        { by: "orchestrator", text: "no connection arrived at the address" },
      ],
      remedy: "dial a name that resolves where the client runs",
    }
  );
};

export const isResolution = (error: string): boolean => /getaddrinfo/.test(error);
