/** A behaviour as steps of a proof: what the client is asked, and what its reports and the wire come to. */
import { addresses, type Exchange, type Shown } from "../../behaviours/behaviour.ts";
import { behaviourNamed } from "../../behaviours/behaviours.ts";
import { call as callOf, pathOf } from "../../behaviours/exchange.ts";
import { interopCaseNamed } from "../../behaviours/interop/interop-cases.ts";
import {
  notServed,
  readSeen,
  reportRequestBytes,
  requestBytes,
  type Seen,
} from "../../behaviours/told-messages.ts";
import type { CallReport, RpcCall, Step } from "../../domain/prove.ts";
import { Malformed } from "../../wire/byte-reader.ts";
import { behaviourStreams } from "./behaviour-streams.ts";
import { interopProof } from "./interop-proof.ts";
import { type BehaviourProof, invented, judgedAs, stepName } from "./judged-behaviour.ts";
import { idEntry, usualRpc } from "./usual-rpc.ts";

type Address = Exchange["address"];

/** How long a server's application has to hear of a client's end before it is asked what it saw. */
const settleMs = 100;

/** @returns null where the cell has no behaviour. @throws Error if there is none of that name. */
export const behaviourProof = (name: string | null, nonce: string): BehaviourProof | null => {
  if (name === null) return null;
  const interopCase = interopCaseNamed(name);
  if (interopCase) return interopProof(interopCase, nonce);
  const behaviour = behaviourNamed(name);
  if (!behaviour) throw new Error(`there is no behaviour ${name}`);
  const idOf = (exchange: Exchange) =>
    `${nonce}-${behaviour.exchanges.findIndex((one) => one.name === exchange.name)}`;
  const at = (address: Address) =>
    roundsOf(
      behaviour.exchanges.filter((exchange) => exchange.address === address),
      idOf,
    );
  const served: Part = { part: "served", id: null, call: reportCall(`${nonce}-none`) };
  const places = { open: [[served], ...at("open")], closed: at("closed"), opened: at("opened") };
  const rounds = addresses.flatMap((address) => places[address]);
  const asked = rounds.flatMap((parts, round) => parts.map((part, at) => ({ ...part, round, at })));
  return {
    steps: {
      open: stepsOf(places.open),
      closed: stepsOf(places.closed),
      opened: stepsOf(places.opened),
    },
    judge: (reports, wire) => {
      const reportOf = (part: string): CallReport | undefined => {
        const place = asked.find((one) => one.part === part);
        return place && reports[place.round]?.calls[place.at];
      };
      const served = reportOf("served");
      if (served?.status === "UNIMPLEMENTED") {
        return { kind: "not-served", reason: notServed };
      }
      const elapsedMs = reports.reduce((sum, report) => sum + report.elapsedMs, 0);
      const streams = behaviourStreams(wire);
      const shown = (exchangeName: string): Shown => {
        const exchange = behaviour.exchanges.find((one) => one.name === exchangeName);
        const report = exchange && reportOf(partName(exchange, "call"));
        if (!exchange || !report?.rpc) throw new Error(`${name} has no exchange ${exchangeName}`);
        const { rpc } = report;
        return {
          exchange,
          report: { ...report, rpc },
          streams: streams.of(idOf(exchange)),
          connections: streams.connections,
          seen: seenIn(reportOf(partName(exchange, "report"))),
        };
      };
      for (const { part, id, call } of asked) {
        const isInvented =
          id !== null && reportOf(part)?.status === "OK" && streams.of(id)?.length === 0;
        if (isInvented) throw invented(call.path);
      }
      const unreached = behaviour.exchanges.find((one) => !reportOf(partName(one, "call"))?.rpc);
      const findings = unreached ? [] : behaviour.judge(shown);
      const violation = findings.find(({ kind }) => kind === "violation");
      const untold = behaviour.exchanges.find((one) => one.report && isUntold(shown(one.name)));
      const difference = unreached
        ? `the call ${unreached.name} was not reached`
        : (violation?.sentence ??
          (untold ? `the server does not say what it saw of the call ${untold.name}` : null));
      return judgedAs(behaviour, findings, difference, elapsedMs);
    },
  };
};

const partName = ({ name }: Exchange, part: "call" | "report") => `${part} ${name}`;

/** `id` is what the frames of a call are found by; null where nobody looks for them. */
type Part = Readonly<{ part: string; id: string | null; call: RpcCall }>;

/** Of a call that its library did not begin there is nothing to say. */
const isUntold = ({ seen, report }: Shown): boolean => seen === null && report.status !== "none";

/** Parts that are made at once, one round after another. */
const roundsOf = (
  exchanges: readonly Exchange[],
  idOf: (exchange: Exchange) => string,
): readonly (readonly Part[])[] => {
  const rounds: Part[][] = [];
  let calls: Part[] = [];
  for (const exchange of exchanges) {
    const id = idOf(exchange);
    if (!exchange.atOnce) {
      calls = [];
      rounds.push(calls);
    }
    calls.push({ part: partName(exchange, "call"), id, call: rpcOf(exchange, id) });
    rounds.push(...furtherParts(exchange, id).map((part) => [part]));
  }
  return rounds;
};

const stepsOf = (rounds: readonly (readonly Part[])[]): readonly Step[] =>
  rounds.map((parts) => ({ name: stepName, calls: parts.map(({ call }) => call) }));

/** What follows the call. */
const furtherParts = (exchange: Exchange, id: string): readonly Part[] => {
  const { cancel, deadlineMs } = exchange.options;
  const endsEarly = cancel != null || deadlineMs != null;
  return [
    ...(exchange.report && endsEarly
      ? [{ part: `pause ${exchange.name}`, id: null, call: rpcOf(pause, `${id}-pause`) }]
      : []),
    ...(exchange.report
      ? [{ part: partName(exchange, "report"), id: `${id}-report`, call: reportCall(id) }]
      : []),
  ];
};

const rpcOf = ({ kind, path, script, payloads, options }: Exchange, id: string): RpcCall => ({
  ...usualRpc,
  ...options,
  kind,
  path,
  // A code that has no name is handed on as a number.
  continueOn: [...usualRpc.continueOn, ...(script ? [String(script.code)] : [])],
  metadata: [...(options.metadata ?? []), idEntry(id)],
  requests: payloads.map((payload, at) => ({
    base64: Buffer.from(
      requestBytes(at === 0 && script ? { ...script, id } : null, payload),
    ).toString("base64"),
  })),
});

const reportCall = (id: string): RpcCall => ({
  ...usualRpc,
  kind: "unary",
  path: pathOf("Report"),
  metadata: [idEntry(`${id}-report`)],
  requests: [{ base64: Buffer.from(reportRequestBytes(id)).toString("base64") }],
});

const pause = callOf("Unary", { script: { delayMs: settleMs } });

/** null where the server did not say, or not as told.proto has it. */
const seenIn = (report: CallReport | undefined): Seen | null => {
  const base64 = report?.status === "OK" ? report.rpc?.messages[0]?.base64 : undefined;
  if (base64 === undefined) return null;
  try {
    return readSeen(Buffer.from(base64, "base64"));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return null;
  }
};
