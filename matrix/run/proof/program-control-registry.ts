import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { GrpcClient } from "../../domain/third-party.ts";
import type { Proof } from "../plan/plan.ts";
import { subjectOf } from "./client-control-registry.ts";
import { controlBy } from "./client-controls.ts";
import { openImpostor } from "./impostor.ts";
import { oncePerSubject } from "./once-per-subject.ts";
import { placeForClient } from "./open-path.ts";
import { programEnd, reactionOf } from "./program-end.ts";
import { startProgram } from "./start-program.ts";
import type { Testbed } from "./testbed.ts";

/** Controls of clients of others, each of which is started once more for it. */
export const programControlRegistry = (testbed: Testbed, proof: Proof) => {
  const once = oncePerSubject();
  return (cell: Cell, program: GrpcClient): Promise<readonly Control[]> => {
    const subject = subjectOf(cell);
    return once(subject, async () =>
      cell.mode === "none" ? [] : [await impostorServer(testbed, cell, proof, program, subject)],
    );
  };
};

/** A server with the right name and a certificate of another authority. */
const impostorServer = async (
  testbed: Testbed,
  cell: Cell,
  { deadlineMs }: Proof,
  program: GrpcClient,
  subject: string,
): Promise<Control> => {
  const begun = performance.now();
  const credential = await testbed.pki.impostorServer();
  const place = placeForClient(testbed, cell.transport);
  const decoy = await openImpostor(credential, cell.mode === "mtls", place);
  const { process } = await startProgram(testbed, cell, program, decoy.endpoint);
  try {
    const reaction = reactionOf(await programEnd(process, program, deadlineMs));
    return controlBy("impostor-server", subject, decoy, reaction, begun);
  } finally {
    await process.stop();
    decoy.close();
  }
};
