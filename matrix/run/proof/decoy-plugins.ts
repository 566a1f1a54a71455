/** What a host must refuse: plugins that belong to the orchestrator and serve nothing. */
import type { Control } from "../../domain/evidence.ts";
import type { Endpoint } from "../observe/tap.ts";
import type { controlsOf } from "../plan/owed.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { type Decoy, openImpostor, openPlaintextDecoy } from "./impostor.ts";
import type { Testbed } from "./testbed.ts";

export type HostControlName = (typeof controlsOf)["auto-mtls"]["client"][number];

/**
 * Runs both controls of a host.
 *
 * @param place - where a decoy listens; another each time.
 * @param meet - has the host start a plugin that announces the decoy's address with `field` as field 6 of its line.
 */
export const decoyPlugins = async (
  { pki }: Pick<Testbed, "pki">,
  place: () => Endpoint,
  meet: (name: HostControlName, decoy: Decoy, field: string) => Promise<Control>,
): Promise<readonly Control[]> => {
  // Any certificate but the impostor's, as the host's only root.
  const announced = Buffer.from(await pki.strayCertificate());
  const field = announced.toString("base64").replace(/={1,2}$/, "");
  const impostor = await openImpostor(await pki.impostorPlugin(), true, place());
  const refusal = await whileOpen(impostor, () => meet("impostor-server", impostor, field));
  const plaintext = await openPlaintextDecoy(place());
  const insistence = await whileOpen(plaintext, () =>
    meet("certificate-missing-in-handshake-line", plaintext, ""),
  );
  return [refusal, insistence];
};

/** Hands the host a decoy's line when it has started the launcher. */
export const announceDecoy = (
  slot: PluginSlot,
  { endpoint }: Decoy,
  field: string,
  protocolVersion: number,
): void =>
  slot.clientCertificate.notify(() =>
    slot.announce(`1|${protocolVersion}|${endpoint.network}|${endpoint.address}|grpc|${field}`),
  );

export const whileOpen = async <Found>(decoy: Decoy, act: () => Promise<Found>): Promise<Found> => {
  try {
    return await act();
  } finally {
    decoy.close();
  }
};
