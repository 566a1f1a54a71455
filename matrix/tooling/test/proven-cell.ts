/** A cell that passed, with everything that a run of {@link provenSteps} demands of it. */

import type { Cell } from "../../domain/cell.ts";
import type { ObservedProperties } from "../../domain/evidence.ts";
import type { CellResult } from "../../domain/run-result.ts";
import { parseCellId } from "../../run/axes/cell-id.ts";
import type { StepName } from "../../run/axes/preset.ts";
import { nothingObserved } from "../../run/evidence/observed-properties.ts";
import { owedBy } from "../../run/plan/owed.ts";
import { cellResult } from "./results.ts";
import { control, judgedStep } from "./symptoms.ts";

export const provenSteps: readonly StepName[] = [
  "put",
  "get-exact",
  "get-missing",
  "health",
  "shutdown",
];

export const provenCell = (id: string, over: Partial<CellResult> = {}): CellResult => {
  const cell = parseCellId(id);
  const owed = owedBy(cell, provenSteps, new Map());
  return cellResult(
    id,
    { kind: "passed" },
    {
      steps: owed.steps.map((name) => judgedStep(name)),
      controls: owed.controls.map((name) => control(name, "refused")),
      observed: observedOf(cell),
      ...over,
    },
  );
};

const wire = (value: string | null) => (value === null ? null : ({ value, by: "wire" } as const));

const observedOf = ({ mode, ...cell }: Cell): ObservedProperties => {
  if (mode === "none") return { ...nothingObserved, peerAuthentication: wire("none") };
  return {
    ...nothingObserved,
    tlsVersion: wire(cell.tlsVersion ?? "1.3"),
    cipherSuite: wire("TLS_AES_128_GCM_SHA256"),
    group: wire(cell.group ?? "x25519"),
    alpn: wire("h2"),
    serverKey: wire(cell.serverKey),
    clientKey: wire(cell.clientKey),
    peerAuthentication: wire(mode === "tls" ? "server" : "mutual"),
  };
};
