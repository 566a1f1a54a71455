import { InvalidField } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { errorChain } from "./error-chain.ts";
import type { OutputReport } from "./host-output.ts";
import type { Seen } from "./invoke.ts";
import { type CallAnswer, checkCall, makeCall } from "./make-call.ts";
import { type Opened, openSession, type Start } from "./open-session.ts";
import { type ProveRequest, readProveRequest } from "./prove-request.ts";
import type { Session } from "./session.ts";

interface StepAnswer {
  readonly name: string;
  readonly elapsedMs: number;
  readonly calls: readonly CallAnswer[];
}

export type ProveAnswer =
  | { readonly kind: "unsupported"; readonly reason: string }
  | {
      readonly kind: "observed";
      readonly start: Start | null;
      readonly steps: readonly StepAnswer[];
      /** Base64 DER, as is the next. */
      readonly serverCertificate: string | null;
      readonly clientCertificate: string | null;
      readonly peer: string | null;
      readonly session: string | null;
      /** Only where it was asked for. */
      readonly output?: OutputReport;
    };

/** Answers `prove` requests, and keeps the connections that they ask to keep. */
export class Prover {
  readonly #kept = new Map<string, Session>();
  #lastId = 0;

  /** @throws InvalidField if the request makes no sense. */
  async prove(params: unknown): Promise<ProveAnswer> {
    const arrived = Date.now();
    try {
      const request = readProveRequest(params);
      const deadline = arrived + request.deadlineMs;
      const { session, start, refusal } = await this.#open(request, deadline - Date.now());
      if (session === null) {
        return observed(start, refusal ? refusedSteps(request.steps, refusal) : [], [], null);
      }
      return await this.#run(request, session, start, deadline);
    } catch (error) {
      if (error instanceof Unsupported) return { kind: "unsupported", reason: error.message };
      throw error;
    }
  }

  /** Closes every connection that was kept and ends its plugin. */
  async close(): Promise<void> {
    await Promise.all([...this.#kept.values()].map((session) => session.close()));
  }

  async #open({ target }: ProveRequest, remainingMs: number): Promise<Opened> {
    if (target.kind !== "session") return openSession(target, remainingMs);
    const session = this.#kept.get(target.id);
    if (session === undefined) throw new InvalidField(`params.target.id: no session ${target.id}`);
    return { session, start: null, refusal: null };
  }

  async #run(
    { target, steps, keepOpen }: ProveRequest,
    session: Session,
    start: Start | null,
    deadline: number,
  ): Promise<ProveAnswer> {
    const id = target.kind === "session" ? target.id : this.#nextId();
    let isKept = false;
    try {
      for (const { calls } of steps) for (const call of calls) checkCall(call, session);
      const { answers, seen } = await runSteps(steps, session, deadline);
      isKept = keepOpen && answers.length > 0;
      const answer = observed(start, answers, seen, isKept ? id : null);
      return session.output ? { ...answer, output: session.output.report() } : answer;
    } finally {
      if (isKept) this.#kept.set(id, session);
      else await this.#close(id, session);
    }
  }

  #close(id: string, session: Session): Promise<void> {
    this.#kept.delete(id);
    return session.close();
  }

  #nextId(): string {
    this.#lastId += 1;
    return String(this.#lastId);
  }
}

/** Steps one after the other, the calls of each at once, until a call ends unlike it was to. */
async function runSteps(
  steps: ProveRequest["steps"],
  session: Session,
  deadline: number,
): Promise<{ answers: StepAnswer[]; seen: Seen[] }> {
  const answers: StepAnswer[] = [];
  const seen: Seen[] = [];
  for (const { name, calls } of steps) {
    const began = performance.now();
    const made = await Promise.all(calls.map((call) => makeCall(call, session, deadline)));
    const elapsedMs = performance.now() - began;
    answers.push({ name, elapsedMs, calls: made.map(({ answer }) => answer) });
    seen.push(...made.map((one) => one.seen));
    if (!calls.every(({ continueOn }, at) => continueOn.includes(made[at]?.answer.status ?? ""))) {
      break;
    }
  }
  return { answers, seen };
}

/** As if the first step's calls had failed to connect. */
function refusedSteps(steps: ProveRequest["steps"], refusal: Error): StepAnswer[] {
  return steps.slice(0, 1).map(({ name, calls }) => ({
    name,
    elapsedMs: 0,
    calls: calls.map(() => ({
      status: "UNAVAILABLE",
      message: refusal.message,
      chain: errorChain(refusal),
    })),
  }));
}

function observed(
  start: Start | null,
  steps: readonly StepAnswer[],
  seen: readonly Seen[],
  session: string | null,
): Extract<ProveAnswer, { kind: "observed" }> {
  const last = <Fact>(fact: (one: Seen) => Fact | null) =>
    seen.map(fact).findLast((value) => value !== null) ?? null;
  return {
    kind: "observed",
    start,
    steps,
    serverCertificate: last((one) => one.serverCertificate)?.toString("base64") ?? null,
    clientCertificate: last((one) => one.clientCertificate)?.toString("base64") ?? null,
    peer: last((one) => one.peer),
    session,
  };
}
