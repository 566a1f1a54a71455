import { randomBytes } from "node:crypto";
import type { Cell } from "../domain/cell.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { Proof } from "../plan/plan.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { clientControlDesk } from "./client-control-desk.ts";
import { processEvidence } from "./collect.ts";
import { configuredFor } from "./configured.ts";
import { frontControlDesk } from "./front-control-desk.ts";
import type { Lab, RunningClient, RunningListener } from "./lab.ts";
import { runPluginCell } from "./run-plugin-cell.ts";
import { runStandaloneCell } from "./run-standalone-cell.ts";

/** Runs cells in a lab; a fault of the harness becomes a cell that was not run. */
export const cellRunner = (lab: Lab, proof: Proof) => {
  const clientControls = clientControlDesk(lab);
  const frontControls = frontControlDesk(lab);
  return {
    /** Waits for the processes that a cell needs, then runs it inside `slot`. */
    run: async (
      cell: Cell,
      slot: (act: () => Promise<Attempt>) => Promise<Attempt>,
    ): Promise<Attempt> => {
      try {
        const first = await lab.client(cell.client);
        const nonce = randomBytes(8).toString("hex");
        if (cell.mode === "auto-mtls") {
          return await slot(async () => {
            const client = await lab.client(cell.client);
            return runPluginCell(lab, cell, proof, nonce, client, clientControls);
          });
        }
        const listener = await lab.listener(cell);
        const refused = await withoutListener(lab, cell, first, listener);
        if (refused) return refused;
        return await slot(async () =>
          // The one that ran before the cell waited for its turn may have died since.
          runStandaloneCell(
            lab,
            cell,
            proof,
            nonce,
            await lab.client(cell.client),
            serving(listener),
            { clientControls, frontControls },
          ),
        );
      } catch (error) {
        if (!(error instanceof HarnessFault)) throw error;
        return { kind: "not-run", because: "harness-fault", reason: error.message };
      }
    },
  };
};

const serving = (listener: RunningListener) => {
  if (listener.kind !== "serving") throw new Error("a listener that does not serve");
  return listener;
};

const withoutListener = async (
  lab: Lab,
  cell: Cell,
  client: RunningClient,
  listener: RunningListener,
): Promise<Attempt | undefined> => {
  switch (listener.kind) {
    case "serving":
      return undefined;
    case "unsupported":
      return { kind: "unsupported", by: `server ${cell.server}`, reason: listener.reason };
    case "broken": {
      const evidence: CellEvidence = {
        connections: [],
        upstream: null,
        client: processEvidence(client.worker.process.stderr.since(0), null, true),
        server: processEvidence(listener.process.stderr.since(0), listener.end, true),
        handshakeLine: listener.line,
        serverCertificateInLine: null,
        clientCertificateInEnvironment: null,
        trials: [],
        verification: null,
        configured: await configuredFor(lab, cell, new Date()),
        report: null,
      };
      return { kind: "no-server", phase: listener.phase, reason: listener.reason, evidence };
    }
  }
};
