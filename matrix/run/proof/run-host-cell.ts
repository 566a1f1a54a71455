import type { Cell } from "../../domain/cell.ts";
import type { Control } from "../../domain/evidence.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { Proof } from "../plan/plan.ts";
import type { PluginEnd } from "../supervise/plugin-registry.ts";
import { graceMs } from "../supervise/start.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { openAnswerers } from "./answerers.ts";
import { captureOf, cellEvidence, processEvidence } from "./collect.ts";
import { configuredByPlugin } from "./configured.ts";
import { depthFor } from "./depth-for.ts";
import type { hostControlRegistry } from "./host-control-registry.ts";
import { insistedOn } from "./insisted-on.ts";
import { interpose } from "./interpose.ts";
import { judgedEnd, programEnd } from "./program-end.ts";
import { settleMs } from "./run-standalone-cell.ts";
import { serverControls } from "./server-controls.ts";
import { type Host, startHost } from "./start-host.ts";
import { startLimitMs } from "./start-limit.ts";
import { checkDialled } from "./tap-fault.ts";
import type { Testbed } from "./testbed.ts";
import { unsupportedBy } from "./unsupported-plugin.ts";

/** A host of others, which starts the plugin through the launcher, calls it and ends, and the plugin with it. */
export const runHostCell = async (
  testbed: Testbed,
  cell: Cell,
  proof: Proof,
  host: Host,
  hostControls: ReturnType<typeof hostControlRegistry>,
): Promise<Attempt> => {
  const begun = performance.now();
  const startedAt = new Date();
  const { process, folder, slot, pluginFolder } = await startHost(testbed, cell, host, "plugin");
  const ownerOf = testbed.ownersFor(slot.program);
  const { answered, owner } = openAnswerers();
  let ofPlugin: readonly Control[] = [];
  // The plugin ends with its host, so its controls come before its host hears of it.
  const interposing = interpose(testbed, slot, answered(ownerOf), async (endpoint) => {
    const subject = `${cell.server} of this cell`;
    ofPlugin = await serverControls({ endpoint, ownerOf }, subject, cell.mode, testbed.pki);
  });
  try {
    const end = await programEnd(process, host, proof.deadlineMs + startLimitMs);
    const ownEnd = await slot.ended.orAfter(graceMs, null);
    const pluginEnd = await slot.stop();
    checkLaunched(cell, pluginEnd, process.stderr.since(0).lastLine("nothing"));
    const { line, tap } = await interposing.within(graceMs, "the line of a plugin that has ended");
    const unsupported = unsupportedBy(cell, pluginEnd, slot);
    if (unsupported) return unsupported;
    const connections = tap?.connections ?? [];
    const keyLogs = [folder.keyLog, pluginFolder.keyLog];
    const { step, client, calls, witness } = judgedEnd(end, host, connections, keyLogs);
    const { passed } = step;
    const steps = [step, shutdownStep(passed, ownEnd)];
    const controls = passed
      ? [...(await hostControls(cell, host, versionIn(line?.raw))), ...ofPlugin]
      : [];
    await tap?.settled(settleMs(passed));
    const depth = depthFor(testbed, passed && steps.every((one) => one.passed), controls);
    checkDialled(connections);
    const evidence = cellEvidence({
      depth,
      begun,
      tlsRead: witness.tls,
      connections,
      keyLogs,
      client: processEvidence(process.stderr.since(0), end.end, false),
      server: processEvidence(slot.stderr.since(0), pluginEnd, false),
      handshakeLine: line,
      clientCertificate: await slot.clientCertificate.orAfter(0, null),
      trials: [],
      upstream: null,
      configured: configuredByPlugin(startedAt, undefined),
      report: null,
    });
    return {
      kind: "tried",
      steps,
      client,
      controls,
      evidence,
      seen: {
        byClient: null,
        byServer: null,
        byOrchestrator: null,
        insistedOn: insistedOn(controls, evidence.clientCertificateInEnvironment),
        calls,
        listener: owner(),
      },
      serverAt: null,
      capture: depth === "everything" ? captureOf(connections, evidence, keyLogs) : null,
      deadlineMs: proof.deadlineMs + startLimitMs,
    };
  } finally {
    await process.stop();
    await slot.stop();
    const { tap } = await interposing.orAfter(0, { tap: null }).catch(() => ({ tap: null }));
    tap?.close();
  }
};

/** @throws HarnessFault where nothing was started that could be evidence of the plugin. */
const checkLaunched = ({ client }: Cell, end: PluginEnd, said: string): void => {
  if (end.kind === "never-launched") {
    throw new HarnessFault(
      `host ${client} never started the plugin that its manifest leads it to, and said: ${said}`,
    );
  }
  if (end.kind === "lost") throw new HarnessFault(`the plugin's end is lost: ${end.reason}`);
};

/** @param ownEnd - of the plugin, for which nobody but its host had asked; null where there was none. */
const shutdownStep = (isReached: boolean, ownEnd: PluginEnd | null): JudgedStep => {
  const difference = isReached ? notEndedByItself(ownEnd) : "the step was not reached";
  return { name: "shutdown", elapsedMs: 0, passed: difference === null, difference };
};

const notEndedByItself = (end: PluginEnd | null): string | null => {
  if (end === null) return "the plugin did not end with its host";
  const signal = end.kind === "exited" ? end.exit.signal : null;
  return signal === null ? null : `the plugin did not end when asked to: ${signal}`;
};

/** Of the application, in the plugin's line. */
const versionIn = (line: string | undefined): number => Number(line?.split("|")[1] ?? 1);
