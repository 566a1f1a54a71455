import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { ClientTls } from "../../domain/prove.ts";
import type { Proof } from "../plan/plan.ts";
import { decoyPlugin, impostorServer } from "./client-controls.ts";
import type { RunningClient } from "./client-pool.ts";
import { decoyPlugins, whileOpen } from "./decoy-plugins.ts";
import { openImpostor } from "./impostor.ts";
import { oncePerSubject } from "./once-per-subject.ts";
import { placeForClient } from "./open-path.ts";
import { askedAt, askedOfPlugin } from "./prove-request.ts";
import type { Testbed } from "./testbed.ts";

/** Controls of client configurations, each run once and shared by the cells that have the configuration. */
export const clientControlRegistry = (testbed: Testbed, proof: Proof) => {
  const once = oncePerSubject();
  return (cell: Cell, client: RunningClient, tls: ClientTls): Promise<readonly Control[]> => {
    const subject = subjectOf(cell);
    return once(subject, () => runControls(testbed, cell, proof, client, tls, subject));
  };
};

/** Whom a client trusts does not depend on its own key, so cells that differ in keys share this. */
export const subjectOf = ({ client, mode, transport }: Cell): string =>
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
      return decoyPlugins(testbed, place, async (name, decoy, field) => {
        const asked = await askedOfPlugin(testbed, cell, proof, tls, "decoy");
        return decoyPlugin(name, worker, asked, decoy, field, subject);
      });
    }
  }
};
