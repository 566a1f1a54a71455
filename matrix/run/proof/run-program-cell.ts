import { interopCaseNamed } from "../../behaviours/interop/interop-cases.ts";
import type { Cell } from "../../domain/cell.ts";
import type { GrpcClient } from "../../domain/third-party.ts";
import type { Attempt } from "../evidence/attempt.ts";
import { serverName } from "../pki/server-name.ts";
import type { Proof } from "../plan/plan.ts";
import { type JudgedCaseEnd, judgedCaseEnd } from "./case-end.ts";
import { captureOf, cellEvidence, processEvidence } from "./collect.ts";
import { configuredFor } from "./configured.ts";
import { depthFor } from "./depth-for.ts";
import type { frontControlRegistry } from "./front-control-registry.ts";
import { insistedOn } from "./insisted-on.ts";
import { isOverBeforeCalls } from "./interop-proof.ts";
import { openPath } from "./open-path.ts";
import type { programControlRegistry } from "./program-control-registry.ts";
import { type JudgedEnd, judgedEnd, programEnd } from "./program-end.ts";
import { settleMs } from "./run-standalone-cell.ts";
import { observeCertificate } from "./server-controls.ts";
import type { RunningListener } from "./server-pool.ts";
import { startProgram } from "./start-program.ts";
import { checkDialled } from "./tap-fault.ts";
import type { Testbed } from "./testbed.ts";

export type ProgramControls = Readonly<{
  programControls: ReturnType<typeof programControlRegistry>;
  frontControls: ReturnType<typeof frontControlRegistry>;
}>;

/** `none`, `tls`, `mtls`: a client of others, started for this cell, against a listener of a shared server. */
export const runProgramCell = async (
  testbed: Testbed,
  cell: Cell,
  { deadlineMs }: Proof,
  program: GrpcClient,
  listener: Extract<RunningListener, { kind: "serving" }>,
  { programControls, frontControls }: ProgramControls,
): Promise<Attempt> => {
  const interopCase = interopCaseNamed(cell.behaviour);
  const path = await openPath(testbed, cell, listener);
  const begun = performance.now();
  const startedAt = new Date();
  const serverMark = listener.process.stderr.total;
  const { process, folder } = await startProgram(testbed, cell, program, path.endpoint);
  try {
    const end = await programEnd(process, program, deadlineMs);
    const keyLogs = [folder.keyLog, listener.keyLog, ...(path.route ? [path.route.keyLog] : [])];
    if (
      interopCase &&
      end.kind === "succeeded" &&
      isOverBeforeCalls(interopCase, { connections: path.connections, keyLogs })
    ) {
      const reason =
        "it ends the case before it has begun a call, so that its server shows nothing";
      return { kind: "unsupported", by: `client ${cell.client}`, reason };
    }
    const { steps, client, calls, witness, behaviour } = interopCase
      ? judgedCaseEnd(end, interopCase, { connections: path.connections, keyLogs })
      : withoutCase(judgedEnd(end, program, path.connections, keyLogs));
    const passed = steps.every((step) => step.passed);
    const ownControls = passed ? await programControls(cell, program) : [];
    await path.settled(settleMs(passed));
    const upstream = await path.upstream();
    const { connections } = path;
    const controls = passed ? [...ownControls, ...(await frontControls(cell, path, listener))] : [];
    const depth = depthFor(testbed, passed, controls);
    checkDialled([...connections, ...(upstream?.connections ?? [])]);
    const evidence = cellEvidence({
      depth,
      begun,
      tlsRead: witness.tls,
      connections,
      keyLogs,
      client: processEvidence(process.stderr.since(0), end.end, false),
      server: processEvidence(listener.process.stderr.since(serverMark), null, true),
      handshakeLine: null,
      clientCertificate: null,
      configured: await configuredFor(testbed, cell, startedAt),
      trials: [],
      upstream,
      report: null,
      behaviour,
    });
    const isSeen = evidence.connections.some(({ wire }) => wire.tls?.serverCertificate);
    const unseen = passed && cell.mode !== "none" && !isSeen;
    return {
      kind: "tried",
      steps,
      client,
      controls,
      evidence,
      seen: {
        byClient: null,
        byServer: null,
        insistedOn: insistedOn(controls, evidence.configured.client),
        byOrchestrator: unseen ? await observeCertificate(path.front.endpoint, serverName) : null,
        calls,
        listener: path.answeredBy(),
      },
      serverAt: passed ? null : listener.endpoint,
      capture:
        depth === "everything"
          ? captureOf([...connections, ...(upstream?.connections ?? [])], evidence, keyLogs)
          : null,
      deadlineMs,
    };
  } finally {
    await process.stop();
    path.close();
  }
};

const withoutCase = ({ step, ...end }: JudgedEnd): JudgedCaseEnd => ({
  ...end,
  steps: [step],
  behaviour: null,
});
