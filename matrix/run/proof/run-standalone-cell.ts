import { randomBytes } from "node:crypto";
import type { Cell } from "../../domain/cell.ts";
import type { ClientTls, Observed } from "../../domain/prove.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { TappedConnection } from "../observe/tap.ts";
import { serverName } from "../pki/server-name.ts";
import type { Proof } from "../plan/plan.ts";
import { behaviourProof } from "./behaviour-proof.ts";
import { checkClaims } from "./claims.ts";
import type { clientControlRegistry } from "./client-control-registry.ts";
import type { RunningClient } from "./client-pool.ts";
import { captureOf, cellEvidence, certificateFrom, processEvidence } from "./collect.ts";
import { clientCredential, configuredFor } from "./configured.ts";
import { depthFor } from "./depth-for.ts";
import type { frontControlRegistry } from "./front-control-registry.ts";
import { diallingFor, holdClaims, holdClaimsOfFailure, nothingHeld } from "./hold-claims.ts";
import { insistedOn } from "./insisted-on.ts";
import { openPath, placeForClient } from "./open-path.ts";
import type { ProcessFolder } from "./process-folder.ts";
import { proveAt } from "./prove-at.ts";
import { askedAt } from "./prove-request.ts";
import { observeCertificate } from "./server-controls.ts";
import type { RunningListener } from "./server-pool.ts";
import { judgeSteps } from "./steps.ts";
import { checkDialled } from "./tap-fault.ts";
import type { Testbed } from "./testbed.ts";

/**
 * How long the ends of connections are waited for after the client has its answer: where a proof failed,
 * who closed first is evidence, and a loaded machine tells it late.
 */
export const settleMs = (passed: boolean): number => (passed ? 100 : 500);

/** Negative tests that cells share: of a client's configuration, and of what answers it. */
export type Controls = Readonly<{
  clientControls: ReturnType<typeof clientControlRegistry>;
  frontControls: ReturnType<typeof frontControlRegistry>;
}>;

/** `none`, `tls`, `mtls`: a warm client against a listener of a shared server. */
export const runStandaloneCell = async (
  testbed: Testbed,
  cell: Cell,
  proof: Proof,
  client: RunningClient,
  listener: Extract<RunningListener, { kind: "serving" }>,
  { clientControls, frontControls }: Controls,
): Promise<Attempt> => {
  const path = await openPath(testbed, cell, listener);
  const begun = performance.now();
  const startedAt = new Date();
  const { worker } = client;
  const marks = {
    client: worker.process.stderr.total,
    server: listener.process.stderr.total,
  };
  const tls = await clientTls(testbed, cell, client.folder);
  const { request: proving, rounds } = askedAt(path.endpoint, cell, proof, tls);
  const behaviour = behaviourProof(cell.behaviour, randomBytes(8).toString("hex"));
  const request = behaviour
    ? { ...proving, steps: [...proving.steps, ...behaviour.steps.open] }
    : proving;
  try {
    const place = placeForClient(testbed, cell.transport);
    const answer = await proveAt(worker, request, behaviour?.steps ?? null, path, place);
    const answeredAt = performance.now();
    if (answer.kind === "unsupported") {
      return { kind: "unsupported", by: `client ${cell.client}`, reason: answer.reason };
    }
    const keyLogs = [
      client.folder.keyLog,
      listener.keyLog,
      ...(path.route ? [path.route.keyLog] : []),
    ];
    const proven = judgeSteps(rounds, answer.steps);
    // grpc-js may dial again a second after its answer, which shows nothing of the proof.
    const inTime = ({ openedAt }: TappedConnection) => openedAt <= answeredAt;
    const behaved = proven.every((step) => step.passed)
      ? (behaviour?.judge(answer.steps.slice(rounds.length), {
          connections: path.connections.filter(inTime),
          keyLogs,
        }) ?? null)
      : null;
    if (behaved?.kind === "not-served") {
      return { kind: "unsupported", by: `server ${cell.server}`, reason: behaved.reason };
    }
    const steps = behaved ? [...proven, behaved.step] : proven;
    const passed = steps.every((step) => step.passed);
    if (!passed) {
      const { connections } = path;
      checkClaims(cell.client, answer, connections.length, rounds);
      holdClaimsOfFailure(cell.client, request.steps, answer, { connections, keyLogs });
    }
    const held = passed
      ? await holdClaims(cell.client, request.steps, answer, {
          connections: path.connections,
          upstream: (await path.upstream())?.connections ?? [],
          keyLogs,
          server: {
            endpoint: listener.endpoint,
            dialling: () => diallingFor(testbed, cell, listener.mode),
          },
        })
      : nothingHeld;
    const ownControls = passed ? await clientControls(cell, client, tls) : [];
    await path.settled(settleMs(passed));
    const end = await listener.process.ended.orAfter(
      passed ? 0 : lastMomentMs(path.connections),
      null,
    );
    const upstream = await path.upstream();
    const connections = path.connections.filter(inTime);
    const controls = passed ? [...ownControls, ...(await frontControls(cell, path, listener))] : [];
    const depth = depthFor(testbed, passed, controls);
    checkDialled([...connections, ...(upstream?.connections ?? [])]);
    const evidence = cellEvidence({
      depth,
      begun,
      tlsRead: held.tls,
      connections,
      keyLogs,
      client: processEvidence(worker.process.stderr.since(marks.client), null, true),
      server: processEvidence(listener.process.stderr.since(marks.server), end, true),
      handshakeLine: null,
      clientCertificate: null,
      configured: await configuredFor(testbed, cell, startedAt),
      trials: [],
      upstream,
      report: answer,
      behaviour: behaved?.result ?? null,
    });
    const unseen =
      passed && cell.mode !== "none" && !serverCertificateSeen(evidence.connections, answer);
    return {
      kind: "tried",
      steps,
      client: "in-time",
      controls,
      evidence,
      seen: {
        byClient: certificateFrom(answer.serverCertificate),
        byServer: certificateFrom(answer.clientCertificate),
        // A server of CONTRACT.md tells its clients what they showed.
        insistedOn: proof.thirdParties.has(cell.server)
          ? insistedOn(controls, evidence.configured.client)
          : null,
        byOrchestrator: unseen ? await observeCertificate(path.front.endpoint, serverName) : null,
        calls: held.seen,
        listener: path.answeredBy(),
      },
      serverAt: passed ? null : listener.endpoint,
      capture:
        depth === "everything"
          ? captureOf([...connections, ...(upstream?.connections ?? [])], evidence, keyLogs)
          : null,
      deadlineMs: request.deadlineMs,
    };
  } finally {
    path.close();
  }
};

/** How long the end of a server's process may come after that of its connections. */
const endLimitMs = 250;

/**
 * Where the server closed first and no handshake was under way, its process may be ending; elsewhere
 * there is nothing to wait for.
 */
const lastMomentMs = (connections: readonly TappedConnection[]): number => {
  const last = connections.at(-1);
  const handshake = last?.client.bytes()[0] === 22;
  return last?.closes[0]?.by === "server" && !handshake ? endLimitMs : 0;
};

const serverCertificateSeen = (
  connections: readonly { wire: { tls: { serverCertificate: unknown } | null } }[],
  answer: Observed,
) =>
  answer.serverCertificate !== null || connections.some(({ wire }) => wire.tls?.serverCertificate);

/**
 * What the client of a standalone cell is told of TLS.
 *
 * @param folder - of the client, where its copies lie.
 */
export const clientTls = async (
  testbed: Testbed,
  cell: Cell,
  folder: ProcessFolder,
): Promise<ClientTls> => {
  if (cell.mode !== "tls" && cell.mode !== "mtls") return { mode: "none" };
  const ca = folder.copyOf(testbed.pki.ca);
  const credential = cell.mode === "mtls" ? await clientCredential(testbed, cell) : null;
  if (!credential) return { mode: "tls", ca, serverName };
  const [certificate, key] = [folder.copyOf(credential.certificate), folder.copyOf(credential.key)];
  return { mode: "mtls", ca, serverName, certificate, key };
};
