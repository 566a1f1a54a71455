import type { KnownCause } from "../domain/cause.ts";
import { isRecordedWhole } from "../domain/recorded-whole.ts";
import type { JudgedStep } from "../domain/run-result.ts";
import { quoted, type Rule, type Symptoms, seenIn, wire } from "./rule.ts";

const failedStep = (symptoms: Symptoms): JudgedStep | undefined =>
  symptoms.outcome.phase === "proof" ? symptoms.steps.find((step) => !step.passed) : undefined;

/**
 * Whether the client reports a status that the server never gave; or, where the answer to every call was seen,
 * more often than it gave it.
 */
const misreported = ({ evidence }: Symptoms): boolean => {
  const { connection } = seenIn(evidence);
  if (connection && !isRecordedWhole(connection, "server")) return false;
  const answers = connection?.wire.http2?.server.headers ?? [];
  const given = answers.flatMap(({ grpcStatus }) => grpcStatus ?? []);
  const calls = evidence.report?.steps.flatMap((step) => step.calls) ?? [];
  const said = calls.map(({ status }) => status);
  if (given.length === 0) return false;
  return said.some((status) =>
    given.length >= said.length
      ? count(said, status) > count(given, status)
      : !given.includes(status),
  );
};

const count = (statuses: readonly string[], wanted: string): number =>
  statuses.filter((status) => status === wanted).length;

/**
 * Bytes of the client's longest DATA frame, where that is too short for the value that was to come back; null where it
 * is not, or not every frame was seen.
 */
const shortestPut = ({ difference }: JudgedStep, { evidence }: Symptoms): number | null => {
  const expected = Number(/^expected (\d+) bytes with SHA-256/.exec(difference ?? "")?.[1]);
  const seen = seenIn(evidence).connection?.wire;
  const frames = seen?.http2?.client.frames ?? [];
  const lengths = (seen?.messages ?? []).flatMap(({ from, name, detail }) =>
    from === "client" && name === "DATA" ? [Number.parseInt(detail, 10)] : [],
  );
  const all = frames.filter((name) => name === "DATA").length;
  if (!(expected <= longestWhole) || lengths.length === 0 || lengths.length < all) return null;
  const longest = Math.max(...lengths);
  return longest < expected ? longest : null;
};

/** Of a longer value the client may make several frames (RFC 9113 section 4.2). */
const longestWhole = 1024;

const answers = {
  "health-not-serving": {
    fits: ({ difference }) => /^expected health SERVING, got [A-Z_]+$/.test(difference ?? ""),
    sentence: "The server answers calls, and its health service says that it does not serve.",
  },
  "missing-key-not-reported": {
    fits: ({ name }) => name === "get-missing",
    sentence: "The server does not answer NOT_FOUND for a key that was never put.",
  },
  "value-corrupted": {
    fits: ({ difference }) => difference?.includes("SHA-256") === true,
    sentence: "A value came back other than it was put.",
  },
  "step-incomplete": {
    fits: () => true,
    sentence: "A proof step ended otherwise than the contract wants it.",
  },
} as const satisfies Partial<
  Record<KnownCause, Readonly<{ fits(step: JudgedStep): boolean; sentence: string }>>
>;

/** The first step that failed, where it fits, is the cause. */
export const wrongAnswer = (code: keyof typeof answers): Rule => ({
  code,
  diagnose: (symptoms) => {
    const step = failedStep(symptoms);
    const { fits, sentence } = answers[code];
    if (!step || !fits(step)) return undefined;
    const put = shortestPut(step, symptoms);
    if (put !== null) {
      return {
        side: "client",
        decided: false,
        sentence: "The client seems to have put another value than it was told to.",
        matched: [
          quoted("client", `${step.name}: ${step.difference}`),
          wire(`the longest DATA of the client: ${put} bytes`),
        ],
        remedy: "put the bytes that the request names",
        nextCheck:
          "read the client's DATA in the capture (--capture all); a client that compresses its messages has shorter ones too",
      };
    }
    const seen = !misreported(symptoms);
    return {
      side: seen ? "server" : null,
      decided: seen,
      sentence,
      matched: [
        quoted("client", `${step.name}: ${step.difference}`),
        ...(seen ? [] : [wire("no answer of the server has the status that the client reports")]),
      ],
      remedy: "correct the service's implementation",
      nextCheck: "hold the client's report against the answers in handshake.txt",
    };
  },
});
