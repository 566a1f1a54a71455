import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { ClientTls } from "../../domain/prove.ts";
import { decoyPlugin, impostorServer } from "./client-controls.ts";
import type { RunningClient } from "./client-pool.ts";
import { openImpostor, openPlaintextDecoy } from "./impostor.ts";
import type { Testbed } from "./testbed.ts";

/** Controls of client configurations, each run once and shared by the cells that have the configuration. */
export const clientControlRegistry = (testbed: Testbed) => {
  const done = new Map<string, Promise<readonly Control[]>>();
  return (cell: Cell, client: RunningClient, tls: ClientTls): Promise<readonly Control[]> => {
    // Whom a client trusts does not depend on its own key, so cells that differ in keys share this.
    const subject = `client ${cell.client} ${cell.mode}`;
    const known = done.get(subject);
    if (known) return known;
    const running = runControls(testbed, cell, client, tls, subject);
    done.set(subject, running);
    // A client that died in its controls is started again: so are they.
    running.catch(() => done.delete(subject));
    return running;
  };
};

const runControls = async (
  testbed: Testbed,
  cell: Cell,
  { worker }: RunningClient,
  tls: ClientTls,
  subject: string,
): Promise<readonly Control[]> => {
  switch (cell.mode) {
    case "none":
      return [];
    case "tls":
    case "mtls": {
      const decoy = await openImpostor(await testbed.pki.impostorServer(), cell.mode === "mtls");
      try {
        return [await impostorServer(worker, tls, decoy, subject)];
      } finally {
        decoy.close();
      }
    }
    case "auto-mtls": {
      // Any certificate but the impostor's, as the host's only root.
      const announced = Buffer.from(await testbed.pki.strayCertificate());
      const field = announced.toString("base64").replace(/={1,2}$/, "");
      const impostor = await openImpostor(await testbed.pki.impostorServer(), true);
      const plaintext = await openPlaintextDecoy();
      try {
        return await Promise.all([
          decoyPlugin("impostor-server", worker, testbed.registry, tls, impostor, field, subject),
          decoyPlugin(
            "certificate-missing-in-handshake-line",
            worker,
            testbed.registry,
            tls,
            plaintext,
            "",
            subject,
          ),
        ]);
      } finally {
        impostor.close();
        plaintext.close();
      }
    }
  }
};
