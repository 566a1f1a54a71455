import type { Mode } from "../../domain/cell.ts";
import type { ControlName } from "../../domain/evidence.ts";
import type { StepName } from "../axes/preset.ts";

/** What a cell has to show before it passes: steps that succeed, and controls that end in a refusal. */
export type Owed = Readonly<{ steps: readonly StepName[]; controls: readonly ControlName[] }>;

/** Negative tests of a mode: whom its client must refuse, and whom what answers it must. */
export const controlsOf = {
  none: { client: [], server: [] },
  tls: { client: ["impostor-server"], server: ["plaintext-client"] },
  mtls: {
    client: ["impostor-server"],
    server: ["plaintext-client", "no-client-certificate", "untrusted-client-certificate"],
  },
  "auto-mtls": {
    client: ["impostor-server", "certificate-missing-in-handshake-line"],
    server: ["plaintext-client", "no-client-certificate", "untrusted-client-certificate"],
  },
} as const satisfies Record<Mode, Readonly<Record<"client" | "server", readonly ControlName[]>>>;

export type ServerControlName = (typeof controlsOf)[Mode]["server"][number];

/** Only a plugin has a broker, and a host that ends it. */
const ofPlugins: readonly StepName[] = ["broker", "shutdown"];

/** @param steps - the preset's. */
export const owedBy = (mode: Mode, steps: readonly StepName[]): Owed => ({
  steps: mode === "auto-mtls" ? steps : steps.filter((name) => !ofPlugins.includes(name)),
  controls: [...controlsOf[mode].client, ...controlsOf[mode].server],
});
