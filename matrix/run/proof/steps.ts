import { createHash } from "node:crypto";
import { sizeRefusals } from "../../domain/grpc-status.ts";
import type { Call, CallReport, Step, StepReport, Value } from "../../domain/prove.ts";
import type { JudgedStep } from "../../domain/run-result.ts";
import type { UnaryCall } from "../../domain/third-party.ts";
import type { StepName } from "../axes/preset.ts";

/** Steps whose calls are the same in every cell: how a client of others ends is none, and a behaviour has its own. */
export type CallStep = Exclude<StepName, "exit" | "behaviour">;

export const isCallStep = (step: StepName): step is CallStep =>
  step !== "exit" && step !== "behaviour";

/** What calls depend on that is not the same of every server. */
export type Serves = Readonly<{
  /** The service that health is asked of. */
  health: string;
  /** null where it has none of its own. */
  call: UnaryCall | null;
}>;

/** Servers of CONTRACT.md, and plugins. */
export const servesContract: Serves = { health: "plugin", call: null };

/**
 * The proof: what a client is told to do, and what must come back. Expectations stay here; a client
 * hears only the calls and the statuses on which to go on.
 */
export type ProofRound = Readonly<{
  /** What the client is asked to do at once. */
  step: Step;
  /** The proof steps that these calls belong to, in the calls' order. */
  parts: readonly Readonly<{ name: CallStep; expected: readonly ExpectedCall[] }>[];
}>;

type Digest = Readonly<{ size: number; sha256: string }>;

type ExpectedCall = Readonly<{
  /** Any of these; "any" where another fact decides. */
  status: readonly string[] | "any";
  value?: Digest;
  serving?: string;
  exited?: boolean;
}>;

/** gRPC's default limit of a received message, in every stack tested. */
const defaultMessageLimitBytes = 4 * 1024 * 1024;

const concurrentPairs = 16;

/** The bytes that a value stands for. */
export const bytesOf = (value: Value): Buffer => {
  if ("base64" in value) return Buffer.from(value.base64, "base64");
  const { size, first } = value.pattern;
  const period = Buffer.from(everyByte.map((byte) => byte + first));
  // An empty buffer takes no filling.
  return size === 0 ? Buffer.alloc(0) : Buffer.alloc(size, period);
};

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

export const sizeOf = (value: Value): number =>
  "base64" in value ? bytesOf(value).length : value.pattern.size;

const digest = (value: Value) => {
  const bytes = bytesOf(value);
  return { size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
};

const put = (key: string, value: Value): [Call, ExpectedCall] => [
  { call: "put", key, value, continueOn: ["OK"] },
  { status: ["OK"] },
];

const get = (key: string, value: Value): [Call, ExpectedCall] => [
  { call: "get", key, continueOn: ["OK"] },
  { status: ["OK"], value: digest(value) },
];

/** Steps that only read, and so can go on the wire together: a round trip costs more than its calls. */
const reading: readonly CallStep[] = ["get-exact", "get-missing", "health"];

/**
 * The steps of one cell in rounds; neighbours that only read share one.
 *
 * @param nonce - unique in the run: keys carry it, and values start at its first byte, so that a
 *   value of another cell is noticed.
 */
export const proofSteps = (
  names: readonly CallStep[],
  nonce: string,
  serves: Serves = servesContract,
): readonly ProofRound[] => {
  const first = Number.parseInt(nonce.slice(0, 2), 16);
  const key = `key-${nonce}`;
  const pattern = (size: number, from = first): Value => ({
    pattern: { size, first: from % 256 },
  });
  const everyByte = pattern(256);
  const empty: Value = { base64: "" };
  const calls: Record<CallStep, () => readonly [Call, ExpectedCall][]> = {
    put: () => [put(key, everyByte)],
    "get-exact": () => [get(key, everyByte)],
    "get-missing": () => [
      [
        { call: "get", key: `missing-${nonce}`, continueOn: ["NOT_FOUND", "OK"] },
        { status: ["NOT_FOUND"] },
      ],
    ],
    overwrite: () => [put(key, pattern(300, first + 1))],
    "empty-value": () => [put(`empty-${nonce}`, empty)],
    "large-value": () => [put(`large-${nonce}`, pattern(1024 * 1024))],
    "over-limit": () => [
      [
        {
          call: "put",
          key: `over-${nonce}`,
          value: pattern(defaultMessageLimitBytes + 1),
          continueOn: [...sizeRefusals, "OK"],
        },
        { status: sizeRefusals },
      ],
    ],
    concurrent: () =>
      Array.from({ length: concurrentPairs }, (_, at) =>
        put(`concurrent-${nonce}-${at}`, pattern(64, first + at)),
      ),
    health: () => [
      [
        { call: "health", service: serves.health, continueOn: ["OK"] },
        { status: ["OK"], serving: "SERVING" },
      ],
    ],
    call: () => {
      if (!serves.call) throw new Error("a call is asked of a server that has none of its own");
      const { path, request, response } = serves.call;
      return [
        [
          { call: "unary", path, value: { base64: request }, continueOn: ["OK"] },
          {
            status: ["OK"],
            ...(response !== null && { value: digest({ base64: response }) }),
          },
        ],
      ];
    },
    broker: () => [
      [
        { call: "broker", nonce: Buffer.from(nonce).toString("base64"), continueOn: ["OK"] },
        { status: ["OK"], value: digest({ base64: Buffer.from(nonce).toString("base64") }) },
      ],
    ],
    // A plugin may cut the connection before it answers (go-plugin grpc_controller.go), and stacks have several
    // statuses for that: its end counts.
    shutdown: () => [
      [
        { call: "shutdown", continueOn: [] },
        { status: "any", exited: true },
      ],
    ],
  };
  /** Steps that are shown by what is read back afterwards. */
  const readBack: Partial<Record<CallStep, () => readonly [Call, ExpectedCall][]>> = {
    overwrite: () => [get(key, pattern(300, first + 1))],
    "empty-value": () => [get(`empty-${nonce}`, empty)],
    "large-value": () => [get(`large-${nonce}`, pattern(1024 * 1024))],
    // The connection must still be usable.
    "over-limit": () => [
      [
        { call: "get", key: `over-${nonce}`, continueOn: ["NOT_FOUND", "OK"] },
        { status: ["NOT_FOUND"] },
      ],
    ],
    concurrent: () =>
      Array.from({ length: concurrentPairs }, (_, at) =>
        get(`concurrent-${nonce}-${at}`, pattern(64, first + at)),
      ),
  };
  const round = (name: CallStep, list: readonly [Call, ExpectedCall][]): ProofRound => ({
    step: { name, calls: list.map(([call]) => call) },
    parts: [{ name, expected: list.map(([, expected]) => expected) }],
  });
  return names
    .flatMap((name) => {
      const back = readBack[name];
      return back
        ? [round(name, calls[name]()), round(name, back())]
        : [round(name, calls[name]())];
    })
    .reduce(joinReading, []);
};

const joinReading = (rounds: readonly ProofRound[], next: ProofRound): readonly ProofRound[] => {
  const last = rounds.at(-1);
  if (!last || ![...last.parts, ...next.parts].every(({ name }) => reading.includes(name))) {
    return [...rounds, next];
  }
  const step = {
    name: `${last.step.name}+${next.step.name}`,
    calls: [...last.step.calls, ...next.step.calls],
  };
  return [...rounds.slice(0, -1), { step, parts: [...last.parts, ...next.parts] }];
};

/**
 * The reports held against the proof, one entry for each proof step, halves of a step joined. A step's
 * time is that of its round.
 */
export const judgeSteps = (
  proof: readonly ProofRound[],
  reports: readonly StepReport[],
): readonly JudgedStep[] => {
  const judged = new Map<CallStep, JudgedStep>();
  proof.forEach(({ step, parts }, at) => {
    const report = reports[at];
    let from = 0;
    for (const { name, expected } of parts) {
      const difference = report
        ? differenceOf(expected, report.calls.slice(from), report.calls.length - step.calls.length)
        : "the step was not reached";
      from += expected.length;
      const before = judged.get(name);
      judged.set(name, {
        name,
        elapsedMs: (before?.elapsedMs ?? 0) + (report?.elapsedMs ?? 0),
        passed: (before?.passed ?? true) && difference === null,
        difference: before?.difference ?? difference,
      });
    }
  });
  return [...judged.values()];
};

/** What of a proof is not as it must be; null where all is. */
export const differenceIn = (
  proof: readonly ProofRound[],
  reports: readonly StepReport[],
): string | null => {
  const failed = judgeSteps(proof, reports).find(({ passed }) => !passed);
  return failed ? `${failed.name}: ${failed.difference}` : null;
};

const isSame = (one: Digest, other: Digest | null | undefined): boolean =>
  one.sha256 === other?.sha256 && one.size === other.size;

/** @param surplus - by how many answers the report differs from what was asked. */
const differenceOf = (
  expected: readonly ExpectedCall[],
  calls: readonly CallReport[],
  surplus: number,
): string | null => {
  if (surplus !== 0) {
    return `expected ${expected.length} answers, got ${expected.length + surplus}`;
  }
  for (const [at, want] of expected.entries()) {
    const got = calls[at];
    if (!got) return "no answer";
    if (want.status !== "any" && !want.status.includes(got.status)) {
      const text = got.message === "" ? "" : ` (${got.message})`;
      return `expected ${want.status.join(" or ")}, got ${got.status}${text}`;
    }
    if (want.value && !isSame(want.value, got.value)) {
      return `expected ${want.value.size} bytes with SHA-256 ${want.value.sha256.slice(0, 16)}…, got ${
        got.value ? `${got.value.size} bytes with ${got.value.sha256.slice(0, 16)}…` : "no value"
      }`;
    }
    if (want.serving && got.serving !== want.serving) {
      return `expected health ${want.serving}, got ${got.serving ?? "none"}`;
    }
    if (want.exited && got.exited !== true) return "the plugin did not end when asked to";
  }
  return null;
};
