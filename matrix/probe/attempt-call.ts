import { connect } from "node:net";
import { Duplex } from "node:stream";
import { unroutedByEnvoy } from "../diagnose/no-route.ts";
import { type ReplyFault, replyFaults } from "../diagnose/reply-fault.ts";
import { settingsFault } from "../diagnose/settings-fault.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { Http2Facts } from "../domain/http2-facts.ts";
import type { StepReport } from "../domain/prove.ts";
import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import { Eventual } from "../limits/eventual.ts";
import { type GrpcAnswer, type GrpcSession, grpcSession } from "../run/dial/grpc-session.ts";
import { listServicesRequest, servicesIn } from "../run/dial/reflection.ts";
import { connectionEvidence } from "../run/evidence/connection-evidence.ts";
import { addressOf, type Endpoint, openTap } from "../run/observe/tap.ts";
import { KeyLogReader } from "../wire/key-log.ts";
import { isProtobuf, protobufFields } from "../wire/protobuf-fields.ts";
import { dialTls } from "./dial-tls.ts";
import type { Question } from "./question.ts";
import { helloOptions } from "./stack-hello.ts";
import { type Calls, withUnprocessedAgain } from "./unprocessed-calls.ts";

/** How a gRPC client's way to an endpoint went, over a connection that was recorded. */
export type CallAttempt = Readonly<{
  connections: readonly ConnectionEvidence[];
  /** Calls that were due to be answered, as a client reports them; those that were not reached are left out. */
  steps: readonly StepReport[];
  /** `passed`: gRPC answered every call. `timed-out`: the time was up before that. */
  end: "passed" | "failed" | "timed-out";
  /** What broke it, in the client's words; null if nothing did. */
  error: string | null;
  answers: readonly GrpcAnswer[];
  /** The health check once more, where the first one was answered; null where it was not asked, or got no answer. */
  again: GrpcAnswer | null;
  settings: Readonly<Record<string, unknown>> | null;
  /** What the health service said; null where nobody heard. */
  health: HealthStatus | null;
  /** Names that reflection gave; null where it was not answered. */
  services: readonly string[] | null;
  elapsedMs: number;
}>;

/** A method that nobody has: gRPC answers UNIMPLEMENTED. */
export const unknownPath = "/handshakematrix.probe.Nobody/Knows";
export const healthPath = "/grpc.health.v1.Health/Check";
const reflectionPath = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

/** grpc.health.v1 HealthCheckResponse.ServingStatus, in the order of its numbers. */
export const healthStatuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"] as const;
type HealthStatus = (typeof healthStatuses)[number];

/** Statuses that say that a call was not answered, or not by what it was for. */
export const failing: ReadonlySet<string> = new Set([
  "UNAVAILABLE",
  "DEADLINE_EXCEEDED",
  "INTERNAL",
  "UNKNOWN",
  "RESOURCE_EXHAUSTED",
  "CANCELLED",
]);

/** Statuses that refuse whoever calls. */
export const denying: ReadonlySet<string> = new Set(["UNAUTHENTICATED", "PERMISSION_DENIED"]);

/** Statuses that refuse the user's own call; of some of the probe's calls they say that the endpoint works. */
export const refusing: ReadonlySet<string> = new Set(["UNIMPLEMENTED", ...denying]);

/** How long the ends of connections are waited for: who closed first is evidence (run-standalone-cell.ts). */
export const settleMs = { passed: 20, failed: 300 };

/**
 * The handshake, health, reflection, an unknown method, and the user's own call: over one connection, and a further one
 * wherever the server ends the one before without a fault.
 *
 * @param as - whose ClientHello is made; null: OpenSSL's own, verified as go does, and most stacks.
 */
export const attemptCall = async (
  to: Endpoint,
  question: Question,
  as: StackName | null,
): Promise<CallAttempt> => {
  const begun = performance.now();
  const deadlineAt = begun + question.timeoutMs;
  const keyLog = new KeyLogReader();
  const tap = await openTap({ network: "tcp", address: "127.0.0.1:0" }, to);
  try {
    const dial = (until: number) => open(tap.endpoint, question, as, until, keyLog);
    const opened = await dial(deadlineAt);
    if (opened.kind === "open") await opened.session.ready(besideMs);
    const session =
      opened.kind === "open"
        ? withUnprocessedAgain(
            opened.session,
            async () => {
              const next = await dial(deadlineAt);
              return next.kind === "open" ? next.session : null;
            },
            deadlineAt,
          )
        : null;
    const made =
      session === null
        ? { answers: [], due: [], again: null, services: null }
        : await calls(session, question);
    const settings = opened.kind === "open" ? opened.session.settings() : null;
    const due =
      opened.kind === "open" ? made.due : [notMade(opened, question, performance.now() - begun)];
    const denied = isDenied([...made.answers, ...(made.again ? [made.again] : [])]);
    const bad = due.find((answer) => denied || isBad(answer, question));
    const reached = !bad ? "passed" : bad.status === "DEADLINE_EXCEEDED" ? "timed-out" : "failed";
    if (reached !== "timed-out")
      await tap.settled(reached === "passed" ? settleMs.passed : settleMs.failed);
    session?.close();
    if (reached === "timed-out") await tap.settled(settleMs.failed);
    const connections = tap.connections.map((one) =>
      connectionEvidence(one, begun, keyLog, "everything"),
    );
    const refusal = reached === "passed" ? refusedByClients(connections, question, as) : null;
    return {
      connections,
      steps: due.map(stepOf),
      end: refusal === null ? reached : "failed",
      error: bad ? `${bad.status}: ${bad.message}` : refusal,
      answers: made.answers,
      again: made.again,
      settings,
      health: healthIn(made.answers),
      services: made.services,
      elapsedMs: performance.now() - begun,
    };
  } finally {
    tap.close();
  }
};

/** What gRPC's clients, or those of a stack, refuse of answers that this one took; null where there is nothing. */
const refusedByClients = (
  connections: readonly ConnectionEvidence[],
  question: Question,
  as: StackName | null,
): string | null => {
  for (const { wire } of connections) {
    const refusal = wire.http2 && refusedReply(wire.http2, question, as);
    if (refusal) return refusal;
  }
  return null;
};

/** @param as - whose way of taking replies counts; null: as strict in each respect as some client is. */
export const faultOfReply = (
  http2: Http2Facts,
  { ownCall }: Question,
  as: StackName | null,
): ReplyFault | undefined =>
  replyFaults(http2, as === null ? undefined : clientStacks[as].reply).find(({ stream }) => {
    const path = http2.grpc?.requests.find((request) => request.stream === stream)?.path;
    return path === healthPath || path === ownCall?.path;
  });

const refusedReply = (
  http2: Http2Facts,
  question: Question,
  as: StackName | null,
): string | null => {
  const forbidden = settingsFault(http2, as === null ? undefined : clientStacks[as].peerHeaderList);
  if (forbidden) return `INTERNAL: the server's SETTINGS forbid calls: ${forbidden.what}`;
  const fault = faultOfReply(http2, question, as);
  if (fault) return `INTERNAL: the reply has ${fault.what}`;
  return unroutedByEnvoy(http2).length > 0 ? "UNIMPLEMENTED: Envoy has no route" : null;
};

type Opened =
  | { kind: "open"; session: GrpcSession }
  | { kind: "refused"; message: string }
  | { kind: "timed-out" };

const open = async (
  endpoint: Endpoint,
  { authority, metadata, mode, credential, serverName, alpn, roots }: Question,
  as: StackName | null,
  deadlineAt: number,
  keyLog: KeyLogReader,
): Promise<Opened> => {
  if (mode === "none") {
    const socket = connect({ ...addressOf(endpoint), noDelay: true });
    const connected = Eventual.when<Error | null>((settle) => {
      socket.on("connect", () => settle(null));
      socket.on("error", settle);
    });
    const limitMs = Math.max(0, deadlineAt - performance.now());
    const fault = await connected.orAfter(limitMs, undefined);
    if (fault === null) {
      return { kind: "open", session: grpcSession(socket, "http", authority, metadata) };
    }
    socket.destroy();
    return fault ? { kind: "refused", message: fault.message } : { kind: "timed-out" };
  }
  const dialled = await dialTls({
    endpoint,
    serverName,
    alpn,
    hello: as === null ? {} : helloOptions(clientStacks[as].hello),
    roots: roots?.pem ?? null,
    credential,
    stack: clientStacks[as ?? "go"],
    deadlineAt,
    onKeyLog: (line) => keyLog.append(line.toString("latin1")),
  });
  if (dialled.kind !== "finished") return dialled;
  const { socket } = dialled;
  // node:http2 refuses a TLS socket without ALPN, so it is shown the stream inside alone.
  const stream =
    socket.alpnProtocol === "h2" ? socket : Duplex.from({ readable: socket, writable: socket });
  return { kind: "open", session: grpcSession(stream, "https", authority, metadata) };
};

/** The call that was not made, as gRPC's libraries report it. */
const notMade = (
  opened: Exclude<Opened, { kind: "open" }>,
  { ownCall }: Question,
  elapsedMs: number,
): GrpcAnswer => ({
  path: ownCall?.path ?? healthPath,
  status: opened.kind === "timed-out" ? "DEADLINE_EXCEEDED" : "UNAVAILABLE",
  message: opened.kind === "timed-out" ? "no handshake before the deadline" : opened.message,
  httpStatus: null,
  contentType: null,
  metadata: {},
  received: null,
  isCompressed: false,
  isUnprocessed: false,
  elapsedMs,
});

/** SETTINGS, reflection and an unknown method tell more, and nothing depends on them. */
const besideMs = 1500;

/**
 * The longest that an attempt can take: the handshake, health, what is asked beside, and the user's own call. What is made
 * once more has the time of the handshake, if that left some.
 */
export const attemptLimitMs = ({ timeoutMs, ownCall }: Question): number =>
  (ownCall ? 3 : 2) * timeoutMs + 4 * besideMs;

const calls = async (session: Pick<Calls, "call">, { ownCall, timeoutMs }: Question) => {
  const health = await session.call(healthPath, new Uint8Array(0), timeoutMs);
  const due = isUnserved(health) ? [] : [health];
  if (failing.has(health.status)) return { answers: [health], due, again: null, services: null };
  const reflection = await session.call(reflectionPath, listServicesRequest, besideMs);
  const unknown = await session.call(unknownPath, new Uint8Array(0), besideMs);
  const own = ownCall ? [await session.call(ownCall.path, ownCall.message, timeoutMs)] : [];
  const again = await session.call(healthPath, new Uint8Array(0), besideMs);
  return {
    answers: [health, reflection, unknown, ...own],
    due: [...due, ...own],
    // A connection may end after so many calls.
    again: again.httpStatus === null ? null : again,
    services: reflection.received ? servicesIn(reflection.received) : null,
  };
};

/** gRPC itself said that the method is not there; an HTTP status from elsewhere says the same in another way. */
const isUnserved = ({ status, httpStatus }: GrpcAnswer) =>
  status === "UNIMPLEMENTED" && httpStatus === 200;

/** Who refuses the caller every method that it has keeps it out; who refuses some, as all but health, only has others. */
const isDenied = (answers: readonly GrpcAnswer[]): boolean => {
  const known = answers.filter(({ status }) => status !== "UNIMPLEMENTED");
  return known.length > 0 && known.every(({ status }) => denying.has(status));
};

/** Its field 1; null where the answer is none. */
const healthIn = (answers: readonly GrpcAnswer[]): HealthStatus | null => {
  const health = answers.find(({ path }) => path === healthPath);
  if (health?.status !== "OK" || !health.received || !isProtobuf(health.received)) return null;
  const status = protobufFields(health.received).get(1) ?? 0n;
  return typeof status === "bigint" ? (healthStatuses[Number(status)] ?? "UNKNOWN") : null;
};

const isBad = (answer: GrpcAnswer, { ownCall }: Question): boolean =>
  failing.has(answer.status) ||
  (answer.httpStatus !== null && answer.httpStatus !== 200) ||
  (refusing.has(answer.status) && answer.path === ownCall?.path);

const stepOf = ({ path, status, message, elapsedMs }: GrpcAnswer): StepReport => ({
  name: path === healthPath ? "health" : path.slice(1),
  elapsedMs,
  calls: [{ status, message, chain: [] }],
});
