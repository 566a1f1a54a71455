import type { Cause, CauseCode, Diagnosis, Quote } from "../domain/cause.ts";
import { clientStacks } from "../knowledge/stacks.ts";
import type { Attempted } from "./attempts.ts";
import { type ClientForecast, ofHello } from "./client-forecast.ts";

type Failing = Extract<ClientForecast, { end: "fails" }>;

const begins = "Clients of ";

/** Whether the sentence of a cause names the clients that it is about. */
export const isOfClients = ({ sentence }: Pick<Cause, "sentence">): boolean =>
  sentence.startsWith(begins);

/**
 * The probe's own diagnosis, with why clients of some stacks stay out: of what lets the probe in, whatever keeps them; and
 * beside a cause of the probe's own, what their ClientHellos lack, which its mending would not mend.
 *
 * @param own - null where the probe's own call passed.
 * @param attempts - those of the stacks among them.
 * @returns null where everybody gets in who was asked for, as far as is known.
 */
export const withKeptOut = async (
  own: Diagnosis | null,
  forecasts: readonly ClientForecast[],
  attempts: readonly Attempted[],
  target: string,
): Promise<Diagnosis | null> => {
  const failing = forecasts.filter(
    (one): one is Failing =>
      one.end === "fails" &&
      (own === null || (ofHello.has(one.code) && attempts.some(({ as }) => as === one.stack))),
  );
  const told = own?.causes.map(({ code }) => code) ?? [];
  const untold = failing.filter(({ code }) => !told.includes(code));
  if (untold.length === 0) return own;
  const { causes: pages } = await import("../knowledge/causes.ts");
  const passing = forecasts.flatMap(({ stack, end }) => (end === "passes" ? [stack] : []));
  const getIn = passing.length > 0 ? `, those of ${passing.join(", ")} get in` : "";
  const keptOut = [...Map.groupBy(untold, ({ code }) => code)].map(([code, kept]): Cause => {
    const stacks = kept.map(({ stack }) => stack);
    const page = code === "undiagnosed" ? null : pages[code];
    const found = attempts
      .find(({ as }) => stacks.some((stack) => stack === as))
      ?.diagnosis?.causes.find((one) => one.code === code);
    const why = found?.sentence ?? page?.summary ?? "the evidence fits no known cause.";
    return {
      code,
      side: null,
      decided: false,
      doubt: "it is foreseen from what clients of these stacks are known to do, and none was run",
      sentence: `${begins}${stacks.join(", ")} stay out${getIn}: ${continued(why)}`,
      matched: [
        ...kept.map(
          ({ stack, because }): Quote => ({
            by: "orchestrator",
            text: `${stack}, as of ${clientStacks[stack].hello.version}: ${because}`,
          }),
        ),
        ...(found?.matched ?? []),
      ],
      remedy: found?.remedy ?? page?.fix.any ?? null,
      clause: found?.clause ?? page?.clause ?? null,
    };
  });
  return {
    determinable: own?.determinable ?? false,
    causes: [
      ...(own?.causes ?? []),
      ...keptOut.sort((a, b) => unknownLast(a.code) - unknownLast(b.code)),
    ],
    nextCheck: own
      ? own.nextCheck
      : `run one of them: handshake-matrix probe ${target} --as ${untold.map(({ stack }) => stack).join(",")}`,
  };
};

const unknownLast = (code: CauseCode): number => Number(code === "undiagnosed");

/** A sentence as the part of another; what begins with an abbreviation stays as it is. */
const continued = (sentence: string): string =>
  sentence.replace(/^[A-Z](?![A-Z])/, (first) => first.toLowerCase());
