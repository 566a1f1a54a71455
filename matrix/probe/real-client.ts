import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { factsIn } from "../diagnose/said.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { ClientTls } from "../domain/prove.ts";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import { places } from "../places.ts";
import { connectionEvidence } from "../run/evidence/connection-evidence.ts";
import { noNeeds, readImplementations } from "../run/inputs/read-inputs.ts";
import { KeyLogFile } from "../run/observe/key-log-file.ts";
import { type Endpoint, openTap } from "../run/observe/tap.ts";
import { ensureLauncher } from "../run/supervise/launcher-build.ts";
import { temporaryRoot } from "../run/supervise/temporary-root.ts";
import { HarnessFault, startWorker } from "../run/supervise/worker.ts";
import { type CallAttempt, denying, healthStatuses, settleMs } from "./attempt-call.ts";
import type { Question } from "./question.ts";

/**
 * A health check by the stack's own client, over a connection that is recorded.
 *
 * @returns null where there is no such client here (`prepare` builds them), it cannot be asked that (it takes roots from a
 *   file, no authority, no metadata, and the contract's calls only), or its answer leaves open what others would tell.
 */
export const attemptWithClient = async (
  stack: StackName,
  to: Endpoint,
  question: Question,
): Promise<CallAttempt | null> => {
  const tls = clientTls(question);
  const asItIs =
    question.alpn.length === 1 &&
    question.alpn[0] === "h2" &&
    !question.given.includes("authority") &&
    question.ownCall === null &&
    Object.keys(question.metadata).length === 0;
  if (tls === null || !asItIs) return null;
  const implementation = (await readImplementations(noNeeds, [])).find(({ id }) => id === stack);
  const client = implementation?.client;
  if (!client?.every((word) => !word.startsWith(places.builds) || isThere(word))) return null;
  const folder = await mkdtemp(join(temporaryRoot().path, "hm-"));
  try {
    return await attempted({ id: stack, client }, to, question, tls, folder);
  } catch (error) {
    // A client that dies or breaks the contract says nothing of the endpoint.
    if (error instanceof HarnessFault) return null;
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** What the clients of this project say where the library says OK and has no message for the caller. */
const nothingGiven = "says OK and gives no message";

/** gRPC itself answered so; where nobody can read the answer, the client names no HTTP status. */
const saidByGrpc = (
  status: string,
  connections: readonly ConnectionEvidence[],
  message: string,
): boolean => {
  const answers = connections.flatMap(({ wire }) => wire.http2?.server.headers ?? []);
  return answers.length > 0
    ? answers.some(({ grpcStatus }) => grpcStatus === status)
    : factsIn([message]).every(({ fact }) => fact.fact !== "http-status");
};

const isThere = (word: string): boolean => existsSync(word);

const clientTls = ({ mode, roots, credential, serverName }: Question): ClientTls | null => {
  if (mode === "none") return { mode };
  if (roots === null) return null;
  const tls = { ca: roots.file, serverName };
  if (!credential) return { mode: "tls", ...tls };
  return { mode: "mtls", ...tls, certificate: credential.certificate, key: credential.key };
};

const attempted = async (
  { id, client }: Readonly<{ id: StackName; client: readonly string[] }>,
  to: Endpoint,
  { timeoutMs }: Question,
  tls: ClientTls,
  folder: string,
): Promise<CallAttempt | null> => {
  const keyLog = new KeyLogFile(join(folder, "keys.txt"));
  // The one that needs nothing but Node.
  const launcher = await ensureLauncher(places.builds, () => {}, { MATRIX_LAUNCHER: "fallback" });
  const worker = startWorker(id, {
    launcher: launcher.argv,
    argv: client.map((word) => word.replaceAll("{keyLog}", keyLog.path)),
    environment: { SSLKEYLOGFILE: keyLog.path, TMPDIR: folder },
  });
  const tap = await openTap({ network: "tcp", address: "127.0.0.1:0" }, to);
  try {
    const begun = performance.now();
    const answer = await worker.prove({
      target: { kind: "address", ...tap.endpoint },
      tls,
      deadlineMs: timeoutMs,
      keepOpen: false,
      steps: [{ name: "health", calls: [{ call: "health", service: "", continueOn: [] }] }],
    });
    const answeredAt = performance.now();
    if (answer.kind === "unsupported") return null;
    const call = answer.steps[0]?.calls[0];
    const status = call?.status ?? "UNKNOWN";
    // Whether it is refused every call, its one call does not tell.
    if (denying.has(status)) return null;
    await tap.settled(status === "OK" ? settleMs.passed : settleMs.failed);
    const connections = tap.connections
      .filter(({ openedAt }) => openedAt <= answeredAt)
      .map((one) => connectionEvidence(one, begun, keyLog, "everything"));
    const message = call?.message ?? "";
    // A server that has no health service works; and what a library lets pass for OK is no failure of its clients.
    const answered =
      (status === "UNIMPLEMENTED" && saidByGrpc(status, connections, message)) ||
      (message.endsWith(nothingGiven) && clientStacks[id].reply.messages.includes("none"));
    const passed = status === "OK" || answered;
    return {
      connections,
      steps: answered ? [] : answer.steps,
      end: passed ? "passed" : status === "DEADLINE_EXCEEDED" ? "timed-out" : "failed",
      error: passed ? null : `${status}: ${message}`,
      answers: [],
      again: null,
      settings: null,
      health: healthStatuses.find((one) => one === call?.serving) ?? null,
      services: null,
      elapsedMs: answeredAt - begun,
    };
  } finally {
    tap.close();
    await worker.process.stop();
  }
};
