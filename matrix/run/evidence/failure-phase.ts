import { connectionPhase } from "../../domain/connection-phase.ts";
import { decisiveConnection } from "../../domain/decisive-connection.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { transportStatuses } from "../../domain/grpc-status.ts";
import type { Phase } from "../../domain/phase.ts";

/**
 * Where a cell broke whose proof did not succeed: the last phase that the evidence shows begun and
 * not ended.
 */
export const failurePhase = (evidence: CellEvidence): Phase => {
  const report = evidence.report;
  if (report?.start?.error || isUnmetPlugin(evidence)) return pluginStartPhase(evidence);
  const calls = report?.steps.flatMap((step) => step.calls) ?? [];
  if (calls.some(({ status }) => status === "OK" || status === "NOT_FOUND")) {
    return calls.some(({ status }) => transportStatuses.has(status)) ? "rpc" : "proof";
  }
  const connection = decisiveConnection(evidence.connections);
  if (!connection || connection.dialError) return "dial";
  return connectionPhase(connection);
};

/** A plugin lives for its cell alone; of a host that reports nothing, it tells whether that got as far as to dial it. */
const isUnmetPlugin = ({ report, server, connections }: CellEvidence): boolean =>
  report === null && server?.shared === false && connections.length === 0;

const pluginStartPhase = (evidence: CellEvidence): Phase => {
  if (evidence.server?.notStarted) return "spawn";
  if (evidence.handshakeLine !== null) return "handshake-line";
  return evidence.server?.exit && evidence.server.exit.signal === null ? "spawn" : "handshake-line";
};
