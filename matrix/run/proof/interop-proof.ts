/** A case of the interop suites: as steps of a client of CONTRACT.md, and as what a program of others has done by itself. */
import type { InteropCase } from "../../behaviours/interop/interop-case.ts";
import { type CaseShown, judgedCase } from "../../behaviours/interop/judged-case.ts";
import type { RpcCall } from "../../domain/prove.ts";
import { behaviourStreams, type Recorded } from "./behaviour-streams.ts";
import {
  type BehaviourProof,
  invented,
  type Judged,
  judgedAs,
  stepName,
} from "./judged-behaviour.ts";
import { idEntry, usualRpc } from "./usual-rpc.ts";

export const interopProof = (one: InteropCase, nonce: string): BehaviourProof => {
  const calls = one.calls.map(({ kind, path, requests, options }, at) => {
    const id = `${nonce}-${at}`;
    const call: RpcCall = {
      ...usualRpc,
      ...options,
      ...{ kind, path },
      metadata: [...(options.metadata ?? []), idEntry(id)],
      requests: requests().map((request) => ({ base64: Buffer.from(request).toString("base64") })),
    };
    return { id, call };
  });
  const open = calls.map(({ call }) => ({ name: stepName, calls: [call] }));
  return {
    steps: { open, closed: [], opened: [] },
    judge: (steps, wire) => {
      const streams = behaviourStreams(wire);
      const carried = calls.map(({ id }) => streams.of(id));
      const reports = steps.flatMap(({ calls: [report] }) => {
        const rpc = report?.rpc;
        return report && rpc ? [{ ...report, rpc }] : [];
      });
      for (const [at, { status }] of reports.entries()) {
        if (status === "OK" && carried[at]?.length === 0) throw invented(one.calls[at]?.path ?? "");
      }
      const unreached = one.calls[reports.length];
      const elapsedMs = steps.reduce((sum, step) => sum + step.elapsedMs, 0);
      if (unreached)
        return judgedAs(one, [], `the call ${unreached.name} was not reached`, elapsedMs);
      return judged(one, elapsedMs, {
        streams: carried.includes(null) ? null : carried.map((own) => own?.at(-1) ?? null),
        client: { kind: "reports", reports },
      });
    },
  };
};

/** Also of a service that no server has. */
const testServices = "/grpc.testing.";

/** Whether a case is over before the first call of it has begun, as one can be that its client is to end by itself. */
export const isOverBeforeCalls = ({ calls }: InteropCase, wire: Recorded): boolean =>
  calls.every(({ ownCode }) => ownCode !== null) &&
  behaviourStreams(wire).below(testServices)?.length === 0;

/**
 * @param difference - what of a program's end is not as after a success; null: nothing.
 * @returns null where the program has failed, and no call of it can be seen.
 */
export const interopEnd = (
  one: InteropCase,
  { difference, elapsedMs }: Readonly<{ difference: string | null; elapsedMs: number }>,
  wire: Recorded,
): Judged | null => {
  const made = behaviourStreams(wire).below(testServices);
  if (difference !== null && (made === null || made.length === 0)) return null;
  return judged(one, elapsedMs, {
    streams: made && one.calls.map((_, at) => made[at] ?? null),
    client: { kind: "program", difference },
  });
};

const judged = (one: InteropCase, elapsedMs: number, shown: CaseShown): Judged => {
  const findings = judgedCase(one, shown);
  const violation = findings.find(({ kind }) => kind === "violation");
  return judgedAs(one, findings, violation?.sentence ?? null, elapsedMs);
};
