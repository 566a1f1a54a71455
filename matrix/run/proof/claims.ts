/**
 * What a client says of its calls, held against the wire. A client that invents an answer, or puts another value than
 * it was asked to, is at fault itself: what it says is no evidence of the server.
 */
import type { CallReport, Observed, PlainCall, Step } from "../../domain/prove.ts";
import { recordedLimitBytes } from "../observe/recording.ts";
import type { TappedConnection } from "../observe/tap.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { type ProofRound, sizeOf } from "./steps.ts";
import type { WireWitness } from "./wire-witness.ts";

/**
 * Holds what a client says of a proof that failed against the tap and against what was asked: an answer needs a
 * connection, a digest is of bytes of one number, and what is said against that says nothing of the server. A proof that
 * passed without a connection is a failure of its own (`label-not-honoured`).
 *
 * @param connections - how many arrived at the tap while the client worked.
 * @throws HarnessFault if the client reports an answer that nobody can have given.
 */
export const checkClaims = (
  client: string,
  { steps }: Pick<Observed, "steps">,
  connections: number,
  proof: readonly ProofRound[],
): void => {
  const answered = steps.find(({ calls }) => calls.some(({ status }) => status === "OK"));
  if (answered && connections === 0) {
    throw impossible(
      client,
      `status OK in step ${answered.name}, and never connected to the server`,
    );
  }
  for (const [at, { parts }] of proof.entries()) {
    const expected = parts.flatMap((part) => part.expected.map(({ value }) => value));
    for (const [place, { value }] of (steps[at]?.calls ?? []).entries()) {
      const put = expected[place];
      if (value && put && value.sha256 === put.sha256 && value.size !== put.size) {
        throw impossible(
          client,
          `a value of ${value.size} bytes in step ${steps[at]?.name}, with the SHA-256 of ${put.size} others`,
        );
      }
    }
  }
};

const impossible = (client: string, what: string): HarnessFault =>
  new HarnessFault(`client ${client} reports ${what} (CONTRACT.md, "prove")`);

/** A call, and what the client says became of it. */
export type Claim = Readonly<{ step: string; call: PlainCall; report: CallReport }>;

/**
 * The calls of these steps that ended in a status which only a server can have given. What became of an `rpc` is held
 * against the frames by the behaviour that asked for it.
 */
export const claimsOf = (steps: readonly Step[], { steps: reports }: Observed): readonly Claim[] =>
  steps.flatMap(({ name, calls }, at) =>
    calls.flatMap((call, n) => {
      const report = reports[at]?.calls[n];
      return report && call.call !== "rpc" && serversOwn.has(report.status)
        ? [{ step: name, call, report }]
        : [];
    }),
  );

/** Others are also what a library says of itself, without a call on the wire. */
const serversOwn: ReadonlySet<string> = new Set(["OK", "NOT_FOUND"]);

/**
 * The claims that the wire hides.
 *
 * @throws HarnessFault if it would show one of them, had the call been made.
 */
export const hiddenClaims = (
  client: string,
  claims: readonly Claim[],
  { shows, conceals, read }: Pick<WireWitness, "shows" | "conceals" | "read">,
): readonly Claim[] => {
  const hidden = claims.filter(({ call, report }) => !shows(call, report));
  const invented = hidden.find(
    (claim) => !conceals(claim.call, claim.report) && mustShow(read, claims, claim),
  );
  if (invented) {
    const { step, call, report } = invented;
    throw impossible(
      client,
      `status ${report.status} of ${call.call} in step ${step}, and the wire shows no such call`,
    );
  }
  return hidden;
};

/** Whether the wire, read so far, must show a call that was made. */
const mustShow = (read: WireWitness["read"], claims: readonly Claim[], claim: Claim): boolean => {
  switch (read) {
    case "all":
      return true;
    case "part":
      return claims.indexOf(claim) < firstBeyond(claims);
    case "some":
      return false;
  }
};

/** The first claim that cannot have been recorded whole: those before it take a few KiB together. */
const firstBeyond = (claims: readonly Claim[]): number => {
  const first = claims.findIndex(
    ({ call }) => call.call === "put" && sizeOf(call.value) > recordedLimitBytes,
  );
  return first === -1 ? claims.length : first;
};

/**
 * Holds claims beyond what was recorded of connections against the bytes that passed in all.
 *
 * @throws HarnessFault if fewer passed than the values take.
 */
export const checkVolume = (
  client: string,
  hidden: readonly Claim[],
  connections: readonly Pick<TappedConnection, "client" | "server">[],
): void => {
  const least = { client: 0, server: 0 };
  for (const { call, report } of hidden) {
    if (call.call === "put") least.client += sizeOf(call.value);
    if (call.call === "unary") least.client += sizeOf(call.value);
    if (call.call === "get" || call.call === "unary") least.server += report.value?.size ?? 0;
  }
  for (const side of ["client", "server"] as const) {
    const passed = connections.reduce((sum, connection) => sum + connection[side].total, 0);
    if (passed < least[side]) {
      throw impossible(
        client,
        `values of ${least[side]} bytes, and the ${side} sent ${passed} in all`,
      );
    }
  }
};

/**
 * Holds an end that a client reports against the wire: a plugin that ended was not thereby asked to. The call may stay
 * without an answer, since a plugin may cut the connection first (go-plugin grpc_controller.go).
 *
 * @throws HarnessFault if the wire shows every call, and this one not.
 */
export const checkShutdown = (
  client: string,
  { steps }: Pick<Observed, "steps">,
  { read, showsBegun }: Pick<WireWitness, "read" | "showsBegun">,
): void => {
  const ended = steps.some(({ calls }) => calls.some(({ exited }) => exited === true));
  if (ended && read === "all" && !showsBegun("shutdown")) {
    throw impossible(
      client,
      "that the plugin ended when asked to, and the wire shows no such call",
    );
  }
};
