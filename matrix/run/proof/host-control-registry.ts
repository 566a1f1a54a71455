import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { Proof } from "../plan/plan.ts";
import { subjectOf } from "./client-control-registry.ts";
import { controlBy, type Reaction } from "./client-controls.ts";
import { announceDecoy, decoyPlugins, type HostControlName } from "./decoy-plugins.ts";
import type { Decoy } from "./impostor.ts";
import { oncePerSubject } from "./once-per-subject.ts";
import { placeForClient } from "./open-path.ts";
import { programEnd, reactionOf } from "./program-end.ts";
import { type Host, startHost } from "./start-host.ts";
import { startLimitMs } from "./start-limit.ts";
import type { Testbed } from "./testbed.ts";

/** Controls of hosts of others, each of which is started once more for each of them. */
export const hostControlRegistry = (testbed: Testbed, proof: Proof) => {
  const once = oncePerSubject();
  return (cell: Cell, host: Host, protocolVersion: number): Promise<readonly Control[]> => {
    const subject = subjectOf(cell);
    return once(subject, async () =>
      cell.mode === "none"
        ? []
        : decoyPlugins(
            testbed,
            () => placeForClient(testbed, cell.transport),
            (name, decoy, field) =>
              metDecoy(testbed, cell, host, {
                name,
                decoy,
                field,
                subject,
                protocolVersion,
                proof,
              }),
          ),
    );
  };
};

type Meeting = Readonly<{
  name: HostControlName;
  decoy: Decoy;
  field: string;
  subject: string;
  /** Of the plugin in whose place the decoy stands. */
  protocolVersion: number;
  proof: Pick<Proof, "deadlineMs">;
}>;

const metDecoy = async (
  testbed: Testbed,
  cell: Cell,
  host: Host,
  { name, decoy, field, subject, protocolVersion, proof }: Meeting,
): Promise<Control> => {
  const begun = performance.now();
  const { process, slot } = await startHost(testbed, cell, host, "decoy");
  announceDecoy(slot, decoy, field, protocolVersion);
  try {
    const end = await programEnd(process, host, proof.deadlineMs + startLimitMs);
    return controlBy(name, subject, decoy, reactionTo(name, reactionOf(end)), begun);
  } finally {
    await process.stop();
    await slot.stop();
  }
};

/** Without a certificate to trust there is nothing to dial for: a host that fails has refused the line. */
const reactionTo = (
  name: HostControlName,
  reaction: Extract<Reaction, { kind: "called" }>,
): Reaction =>
  name === "certificate-missing-in-handshake-line" && reaction.status === undefined
    ? { kind: "refused-line", message: reaction.message }
    : reaction;
