import { pluginBehaviourNamed } from "../../behaviours/plugin/plugin-behaviours.ts";
import type { Cell, Mode } from "../../domain/cell.ts";
import type { ControlName } from "../../domain/evidence.ts";
import type { ThirdParty } from "../../domain/third-party.ts";
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

/**
 * The steps that both ends of a cell can show, and the controls of its mode.
 *
 * @param steps - the preset's.
 * @param thirdParties - what of both ends is not written to CONTRACT.md.
 */
export const owedBy = (
  { client, server, mode, behaviour }: Pick<Cell, "client" | "server" | "mode" | "behaviour">,
  steps: readonly StepName[],
  thirdParties: ReadonlyMap<string, Pick<ThirdParty, "shows">>,
): Owed => {
  const asks = thirdParties.get(client)?.shows.client;
  const serves = thirdParties.get(server)?.shows.server;
  const hasPlugin = mode === "auto-mtls" || pluginBehaviourNamed(behaviour) !== undefined;
  const isAsked = (step: StepName) =>
    asks?.includes(step) ?? (step !== "exit" && (hasPlugin || !ofPlugins.includes(step)));
  // How a client ends is not its server's to show.
  const isServed = (step: StepName) =>
    step === "exit" || (serves?.includes(step) ?? step !== "call");
  const isMeant = (step: StepName) => step !== "behaviour" || behaviour !== null;
  return {
    steps: steps.filter((step) => isAsked(step) && isServed(step) && isMeant(step)),
    controls: [...controlsOf[mode].client, ...controlsOf[mode].server],
  };
};
