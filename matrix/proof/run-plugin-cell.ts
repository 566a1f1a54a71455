import type { Cell } from "../domain/cell.ts";
import type { ClientTls, Observed, ProveAnswer, Target } from "../domain/prove.ts";
import { redacted } from "../domain/redact.ts";
import type { Attempt } from "../evidence/attempt.ts";
import { parseHandshakeLine, redirected } from "../observe/handshake-line.ts";
import { KeyLogFile } from "../observe/key-log-file.ts";
import { openTap, type Tap } from "../observe/tap.ts";
import type { Proof } from "../plan/plan.ts";
import type { PluginEnd, Seat } from "../supervise/plugin-desk.ts";
import { unsupportedExitCode } from "../supervise/standalone-server.ts";
import { HarnessFault } from "../supervise/worker.ts";
import type { clientControlDesk } from "./client-control-desk.ts";
import { captureOf, cellEvidence, certificateFrom, processEvidence } from "./collect.ts";
import { configuredByPlugin } from "./configured.ts";
import { depthFor } from "./depth-for.ts";
import { type Lab, type RunningClient, startLimitMs } from "./lab.ts";
import { settleMs } from "./run-standalone-cell.ts";
import { serverControls } from "./server-controls.ts";
import { judgeSteps, proofSteps } from "./steps.ts";

/** `auto-mtls`: the client spawns the server, through the launcher, and ends it. */
export const runPluginCell = async (
  lab: Lab,
  cell: Cell,
  { steps: stepNames, deadlineMs }: Proof,
  nonce: string,
  client: RunningClient,
  clientControls: ReturnType<typeof clientControlDesk>,
): Promise<Attempt> => {
  const begun = performance.now();
  const startedAt = new Date();
  const { clientKey } = cell;
  if (clientKey === null) throw new Error(`${cell.id} has no client key`);
  const { worker } = client;
  const clientMark = worker.process.stderr.total;
  const keyLog = new KeyLogFile(lab.path("plugin-keys.txt"));
  const seat = lab.desk.seat(
    lab.implementation(cell.server).server.map((word) => word.replaceAll("{keyLog}", keyLog.path)),
  );
  const tls: ClientTls = {
    mode: "auto-mtls",
    keyType: clientKey,
    key: (await lab.pki.client(clientKey)).key,
  };
  const target: Target = {
    kind: "plugin",
    argv: seat.argv,
    environment: {
      SSLKEYLOGFILE: keyLog.path,
      KV_SERVER_CONFIG: await lab.pluginConfig(cell),
    },
    startTimeoutMs: startLimitMs,
  };
  const proof = proofSteps(stepNames, nonce);
  const shutdown = proof.filter(({ step }) => step.name === "shutdown");
  const calls = proof.filter(({ step }) => step.name !== "shutdown");

  // It bounds the start too, which the client measures: what the start leaves over is the calls'.
  const limitMs = deadlineMs + startLimitMs;
  const interposing = interpose(lab, seat);
  interposing.catch(() => {});
  try {
    const answer = await worker.prove({
      target,
      tls,
      deadlineMs: limitMs,
      keepOpen: true,
      steps: calls.map(({ step }) => step),
    });
    const { tap, line, endpoint } = await interposed(interposing, seat, answer);
    if (answer.kind === "unsupported") {
      return { kind: "unsupported", by: `client ${cell.client}`, reason: answer.reason };
    }
    let steps = judgeSteps(calls, answer.steps);
    const passed = steps.every((step) => step.passed);
    const controls =
      passed && endpoint
        ? (
            await Promise.all([
              clientControls(cell, client, tls),
              serverControls(endpoint, `${cell.server} of this cell`, cell.mode, lab.pki),
            ])
          ).flat()
        : [];
    let last: Observed = answer;
    if (answer.session !== null) {
      const ending = await worker.prove({
        target: { kind: "session", id: answer.session },
        tls,
        deadlineMs,
        keepOpen: false,
        steps: passed ? shutdown.map(({ step }) => step) : [],
      });
      if (ending.kind === "observed") {
        last = {
          ...answer,
          steps: [...answer.steps, ...ending.steps],
          clientCertificate: ending.clientCertificate ?? answer.clientCertificate,
          serverCertificate: ending.serverCertificate ?? answer.serverCertificate,
        };
        steps = [...steps, ...judgeSteps(shutdown, passed ? ending.steps : [])];
      }
    }
    const end = await seat.stop();
    if (end.kind === "lost") throw new HarnessFault(`the plugin's end is lost: ${end.reason}`);
    await tap?.settled(settleMs(passed));
    const unsupported = unsupportedBy(cell, end, seat);
    if (unsupported) return unsupported;
    const keyLogs = [client.keyLog, keyLog];
    const depth = depthFor(lab, passed && steps.every((step) => step.passed), controls);
    const evidence = cellEvidence({
      depth,
      begun,
      connections: tap?.connections ?? [],
      keyLogs,
      client: processEvidence(worker.process.stderr.since(clientMark), null, true),
      server: processEvidence(seat.stderr.since(0), end, false),
      handshakeLine: line,
      clientCertificate: await seat.clientCertificate,
      trials: [],
      upstream: null,
      configured: configuredByPlugin(startedAt),
      report: last,
    });
    return {
      kind: "tried",
      steps,
      controls,
      evidence,
      seen: {
        byClient: certificateFrom(last.serverCertificate),
        byServer: certificateFrom(last.clientCertificate),
        byOrchestrator: null,
      },
      experiments: null,
      capture: depth === "everything" ? captureOf(tap?.connections ?? [], evidence, keyLogs) : null,
      deadlineMs: limitMs,
    };
  } finally {
    // A client that died in its request has left the plugin to its launcher.
    await seat.stop();
    const { tap } = await interposing.catch(() => ({ tap: null }));
    tap?.close();
  }
};

type Interposed = Readonly<{
  /** The plugin's first line as it printed it. */
  line: string | null;
  endpoint: { network: "tcp" | "unix"; address: string } | null;
  tap: Tap | null;
}>;

/** Waits for the plugin's line and hands the host the same with the tap's address in it. */
const interpose = async (lab: Lab, seat: Seat): Promise<Interposed> => {
  const line = await seat.line;
  if (line === null) return { line, endpoint: null, tap: null };
  const parsed = parseHandshakeLine(line);
  if (!parsed) {
    seat.announce(line);
    return { line, endpoint: null, tap: null };
  }
  const { endpoint } = parsed;
  const tap = await openTap(
    endpoint.network === "unix"
      ? { network: "unix", address: lab.path("tap.sock") }
      : { network: "tcp", address: "127.0.0.1:0" },
    endpoint,
  );
  seat.announce(redirected(line, tap.endpoint));
  return { line, endpoint, tap };
};

/** A host that gave up, or never started anything, leaves nothing to wait for. */
const interposed = async (
  interposing: Promise<Interposed>,
  seat: Seat,
  answer: ProveAnswer,
): Promise<Interposed> => {
  if (answer.kind === "unsupported" || answer.start?.error) await seat.stop();
  return interposing;
};

const unsupportedBy = (cell: Cell, end: PluginEnd, seat: Seat): Attempt | undefined =>
  end.kind === "exited" && end.exit.code === unsupportedExitCode
    ? {
        kind: "unsupported",
        by: `server ${cell.server}`,
        reason: redacted(seat.stderr.since(0)).trim().split("\n").at(-1) || "no reason given",
      }
    : undefined;
