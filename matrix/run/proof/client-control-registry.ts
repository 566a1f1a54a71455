import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { ClientTls } from "../../domain/prove.ts";
import type { Proof } from "../plan/plan.ts";
import { decoyPlugin, impostorServer } from "./client-controls.ts";
import type { RunningClient } from "./client-pool.ts";
import { type Decoy, openImpostor, openPlaintextDecoy } from "./impostor.ts";
import { placeForClient } from "./open-path.ts";
import { askedAt, askedOfPlugin } from "./prove-request.ts";
import type { Testbed } from "./testbed.ts";

/** Controls of client configurations, each run once and shared by the cells that have the configuration. */
export const clientControlRegistry = (testbed: Testbed, proof: Proof) => {
  const done = new Map<string, Promise<readonly Control[]>>();
  return (cell: Cell, client: RunningClient, tls: ClientTls): Promise<readonly Control[]> => {
    const subject = subjectOf(cell);
    const known = done.get(subject);
    if (known) return known;
    const running = runControls(testbed, cell, proof, client, tls, subject);
    done.set(subject, running);
    // A client that died in its controls is started again: so are they.
    running.catch(() => done.delete(subject));
    return running;
  };
};

/** Whom a client trusts does not depend on its own key, so cells that differ in keys share this. */
const subjectOf = ({ client, mode, transport }: Cell): string =>
  transport === "tcp" ? `client ${client} ${mode}` : `client ${client} ${mode} over ${transport}`;

const runControls = async (
  testbed: Testbed,
  cell: Cell,
  proof: Proof,
  { worker }: RunningClient,
  tls: ClientTls,
  subject: string,
): Promise<readonly Control[]> => {
  const place = () => placeForClient(testbed, cell.transport);
  switch (cell.mode) {
    case "none":
      return [];
    case "tls":
    case "mtls": {
      const credential = await testbed.pki.impostorServer();
      const decoy = await openImpostor(credential, cell.mode === "mtls", place());
      return whileOpen(decoy, async () => {
        const asked = askedAt(decoy.endpoint, cell, proof, tls);
        return [await impostorServer(worker, asked, decoy, subject)];
      });
    }
    case "auto-mtls": {
      const asked = () => askedOfPlugin(testbed, cell, proof, tls, "decoy");
      // Any certificate but the impostor's, as the host's only root.
      const announced = Buffer.from(await testbed.pki.strayCertificate());
      const field = announced.toString("base64").replace(/={1,2}$/, "");
      const impostor = await openImpostor(await testbed.pki.impostorPlugin(), true, place());
      const refusal = await whileOpen(impostor, async () =>
        decoyPlugin("impostor-server", worker, await asked(), impostor, field, subject),
      );
      const plaintext = await openPlaintextDecoy(place());
      const missing = "certificate-missing-in-handshake-line";
      const insistence = await whileOpen(plaintext, async () =>
        decoyPlugin(missing, worker, await asked(), plaintext, "", subject),
      );
      return [refusal, insistence];
    }
  }
};

const whileOpen = async <Found>(decoy: Decoy, act: () => Promise<Found>): Promise<Found> => {
  try {
    return await act();
  } finally {
    decoy.close();
  }
};
