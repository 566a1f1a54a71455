/** What shows of a sound pair, changed in one thing, and what a behaviour finds then. */
import type { Shown, ShownStream } from "../../behaviours/behaviour.ts";
import { behaviourNamed } from "../../behaviours/behaviours.ts";
import type { Finding } from "../../domain/behaviour.ts";
import type { WireHalf } from "../../wire/side-streams.ts";
import { soundlyShown } from "./sound-pair.ts";

/** What a behaviour finds where what shows of some exchanges is changed. */
export const foundIn = (name: string, change: (shown: Shown) => Shown): readonly Finding[] => {
  const behaviour = behaviourNamed(name);
  if (!behaviour) throw new Error(`there is no behaviour ${name}`);
  return behaviour.judge((wanted) => {
    const exchange = behaviour.exchanges.find((one) => one.name === wanted);
    if (!exchange) throw new Error(`${name} has no exchange ${wanted}`);
    return change(soundlyShown(exchange));
  });
};

export const violations = (findings: readonly Finding[]) =>
  findings.flatMap((finding) => (finding.kind === "violation" ? [finding] : []));

type Half = "request" | "response";

export const onWire =
  (half: Half, change: (half: WireHalf) => WireHalf) =>
  (shown: Shown): Shown => ({
    ...shown,
    streams: shown.streams?.map((stream) => ({ ...stream, [half]: change(stream[half]) })) ?? null,
  });

/** Every value of a name, in every block of a half. */
export const field = (half: Half, name: string | RegExp, value: (old: string) => string | null) =>
  onWire(half, (one) => ({
    ...one,
    blocks: one.blocks.map((block) =>
      block.flatMap((old) => {
        const isIt = typeof name === "string" ? old.name === name : name.test(old.name);
        if (!isIt) return [old];
        const changed = value(old.value);
        return changed === null ? [] : [{ ...old, value: changed }];
      }),
    ),
  }));

export const report =
  (change: Partial<Shown["report"]>) =>
  (shown: Shown): Shown => ({
    ...shown,
    report: { ...shown.report, ...change },
  });

export const rpc =
  (change: (rpc: Shown["report"]["rpc"]) => Partial<Shown["report"]["rpc"]>) =>
  (shown: Shown): Shown => ({
    ...shown,
    report: { ...shown.report, rpc: { ...shown.report.rpc, ...change(shown.report.rpc) } },
  });

export const seen =
  (change: Partial<NonNullable<Shown["seen"]>>) =>
  (shown: Shown): Shown => ({
    ...shown,
    seen: shown.seen && { ...shown.seen, ...change },
  });

export const both =
  (...changes: readonly ((shown: Shown) => Shown)[]) =>
  (shown: Shown): Shown =>
    changes.reduce((one, change) => change(one), shown);

export const only =
  (name: string, change: (shown: Shown) => Shown) =>
  (shown: Shown): Shown =>
    shown.exchange.name === name ? change(shown) : shown;

export const received = (status: string, message = "") => report({ status, message });

export const answered = (code: string) => field("response", "grpc-status", () => code);

export const withoutStatus = (reset: string | null) =>
  onWire("response", (half) => ({ ...half, blocks: half.blocks.slice(0, 1), reset }));

/** Of every stream. */
export const streams =
  (change: Partial<ShownStream>) =>
  (shown: Shown): Shown => ({
    ...shown,
    streams: shown.streams?.map((stream) => ({ ...stream, ...change })) ?? null,
  });

/** Without the others of an exchange. */
export const onlyStream =
  (at: number) =>
  (shown: Shown): Shown => ({ ...shown, streams: shown.streams?.slice(at, at + 1) ?? null });

export type Planted = Readonly<{
  in: string;
  what: string;
  by: "client" | "server" | null;
  plant(shown: Shown): Shown;
}>;
