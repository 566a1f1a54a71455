import { grpcStatusNames } from "../../domain/grpc-status.ts";
import {
  type Call,
  type CallReport,
  clockToleranceMs,
  type Observed,
  type ProveRequest,
  type Step,
  type StepReport,
} from "../../domain/prove.ts";

/**
 * Where an answer to `prove` does not fit its request (CONTRACT.md, "prove"). A client that answers so is at fault
 * itself: what it says is no evidence of the server.
 *
 * @param tookMs - from the request to the answer, by the orchestrator's clock.
 * @returns the field and what is wrong with it; null where all fits.
 */
export const answerBreach = (
  request: ProveRequest,
  answer: Observed,
  tookMs: number,
): string | null =>
  startBreach(request, answer) ??
  sessionBreach(request, answer) ??
  (answer.start?.error ? null : stepsBreach(request.steps, answer.steps)) ??
  timesBreach(answer, tookMs);

/** A plugin's start and the steps come one after the other; a wait for a plugin's end lies in its step. */
const timesBreach = ({ start, steps }: Observed, tookMs: number): string | null => {
  let spentMs = 0;
  const spent = (field: string, elapsedMs: number) => {
    spentMs += elapsedMs;
    return spentMs <= tookMs + clockToleranceMs
      ? null
      : `${field}: ${spentMs} ms are over by then, and the answer came after ${Math.round(tookMs)} ms`;
  };
  const inStart = start && spent("start.elapsedMs", start.elapsedMs);
  if (inStart !== null) return inStart;
  for (const [at, { elapsedMs, calls }] of steps.entries()) {
    const inStep = spent(`steps.${at}.elapsedMs`, elapsedMs);
    if (inStep !== null) return inStep;
    const wait = calls.findIndex(({ waitedMs = 0 }) => waitedMs > elapsedMs + clockToleranceMs);
    if (wait !== -1) {
      return `steps.${at}.calls.${wait}.waitedMs: ${calls[wait]?.waitedMs} ms of a step of ${elapsedMs} ms`;
    }
  }
  return null;
};

const startBreach = ({ target }: ProveRequest, { start, steps }: Observed): string | null => {
  if (target.kind !== "plugin") {
    return start === null ? null : "start: expected null, for the target is no plugin";
  }
  if (start === null) return "start: expected what became of the plugin's start";
  if (start.line === null && !start.error) return "start: expected a line or an error";
  return start.error && steps.length > 0
    ? "steps: expected none, for the plugin did not start"
    : null;
};

const sessionBreach = ({ keepOpen }: ProveRequest, { session, steps }: Observed): string | null => {
  if (!keepOpen) return session === null ? null : "session: expected null, for keepOpen was false";
  const answered = steps.some(({ calls }) => calls.some(({ status }) => status === "OK"));
  return answered && session === null
    ? "session: expected its id, for keepOpen was true and a call was answered"
    : null;
};

const stepsBreach = (asked: readonly Step[], answered: readonly StepReport[]): string | null => {
  if (answered.length === 0 && asked[0]) return `steps.0: expected ${asked[0].name}`;
  if (answered.length > asked.length)
    return `steps.${asked.length}: expected ${asked.length} at most`;
  for (const [at, request] of asked.slice(0, answered.length).entries()) {
    const step = answered[at];
    if (!step) break;
    if (step.name !== request.name) return `steps.${at}.name: expected ${request.name}`;
    if (step.calls.length !== request.calls.length) {
      return `steps.${at}.calls: expected ${request.calls.length}, for the calls of a step are made at once`;
    }
    const breach = callsBreach(request.calls, step.calls);
    if (breach !== null) return `steps.${at}.${breach}`;
    const ends = request.calls.some((call, n) => !goesOn(call, step.calls[n]));
    if (ends && answered.length > at + 1) {
      return `steps.${at + 1}: expected none, for a call before ended in a status that continueOn does not name`;
    }
    if (!ends && answered.length === at + 1 && asked.length > at + 1) {
      return `steps.${at + 1}: expected ${asked[at + 1]?.name}, for every call before ended in a status that continueOn names`;
    }
  }
  return null;
};

const goesOn = (call: Call, report: CallReport | undefined) =>
  report !== undefined && call.continueOn.includes(report.status);

const callsBreach = (calls: readonly Call[], reports: readonly CallReport[]): string | null => {
  for (const [at, call] of calls.entries()) {
    const report = reports[at];
    const breach = report && (strangeStatus(call, report) ?? missingField(call, report));
    if (breach) return `calls.${at}.${breach}`;
  }
  return null;
};

/** A library may be made to give others by what a server says, which `rpc` alone lets it say. */
const strangeStatus = (call: Call, { status }: CallReport): string | null =>
  call.call === "rpc" || isStatusName(status) ? null : `status: expected a name of gRPC's`;

const isStatusName = (status: string) => (grpcStatusNames as readonly string[]).includes(status);

/** What a call that came to its end must tell. */
const missingField = (call: Call, report: CallReport): string | null => {
  switch (call.call) {
    case "get":
    case "unary":
    case "broker":
      return report.status === "OK" && !report.value
        ? "value: expected size and sha256, for the status is OK"
        : null;
    case "health":
      return report.status === "OK" && report.serving === undefined
        ? "serving: expected the health that was answered, for the status is OK"
        : null;
    case "shutdown":
      return report.exited === undefined ? "exited: expected true or false" : null;
    case "rpc":
      return report.rpc ? null : "rpc: expected what the library gave";
    case "put":
      return null;
  }
};
