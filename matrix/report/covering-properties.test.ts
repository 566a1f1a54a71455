import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Cell } from "../domain/cell.ts";
import type { Condition } from "../domain/rule-axes.ts";
import { cellAt } from "../run/axes/cell-id.ts";
import { crossedCells, presetSchema } from "../run/axes/preset.ts";
import { type Covering, coveringRule, type Term } from "./covering.ts";

const cellsOf = (...cross: object[]): readonly Cell[] =>
  crossedCells(presetSchema.parse({ description: "a plan", steps: ["put"], cross }));

const split = (plan: readonly Cell[], isInside: (cell: Cell) => boolean) =>
  [plan.filter(isInside), plan.filter((cell) => !isInside(cell))] as const;

const meets = (term: Term) => (cell: Cell) =>
  term.every(({ axis, values }) => values.includes(cell[axis]));

const inAny =
  (terms: readonly Term[]) =>
  (cell: Cell): boolean =>
    terms.some((term) => meets(term)(cell));

const some = <T>(...values: T[]) => fc.subarray(values, { minLength: 1 });
const maybe = <T>(...values: T[]) => fc.option(some(...values), { nil: undefined, freq: 2 });
const someNames = some("go", "go:stock", "node", "python");
const tlsKeys = some("p256" as const, "p384" as const, "p521" as const, "ed25519" as const);

const cross = fc
  .record({
    client: someNames,
    server: someNames,
    mode: some("tls" as const, "mtls" as const, "auto-mtls" as const),
    clientKey: tlsKeys,
    serverKey: tlsKeys,
    tlsVersion: maybe("1.2" as const, "1.3" as const),
    group: maybe("x25519" as const, "secp384r1" as const),
    transport: maybe("tcp" as const, "unix" as const),
  })
  .map(({ tlsVersion, group, transport, ...rest }) => ({
    ...rest,
    ...(tlsVersion && { tlsVersion }),
    ...(group && { group }),
    ...(transport && { transport }),
  }));

const plans = fc
  .array(cross, { minLength: 1, maxLength: 3 })
  .map((crosses) =>
    cellsOf({ client: ["go", "node"], server: ["go", "python"], mode: ["none"] }, ...crosses),
  )
  .chain((cells) => fc.shuffledSubarray([...cells], { minLength: 1 }));

const conditionOf = (plan: readonly Cell[]): fc.Arbitrary<Condition> =>
  fc
    .constantFrom(
      ...(["client", "server", "mode", "clientKey", "serverKey"] as const),
      ...(["tlsVersion", "group", "transport"] as const),
    )
    .chain((axis) =>
      fc
        .subarray([...new Set(plan.map((cell) => cell[axis]))], { minLength: 1 })
        .map((values) => ({ axis, values })),
    );

const termOf = (plan: readonly Cell[]) =>
  fc.uniqueArray(conditionOf(plan), { minLength: 1, maxLength: 3, selector: ({ axis }) => axis });

/** A plan and terms over its values. */
const described = (mostTerms: number) =>
  plans.chain((plan) =>
    fc.record({
      plan: fc.constant(plan),
      terms: fc.array(termOf(plan), { minLength: 1, maxLength: mostTerms }),
    }),
  );

/** A rule as a set: terms and values in an order that names do not decide. */
const asSet = (terms: Covering["terms"], rename: (id: string) => string = (id) => id) =>
  terms
    ?.map((term) =>
      term
        .map(({ axis, values }) =>
          JSON.stringify([
            axis,
            values
              .map((value) => (axis === "client" || axis === "server" ? rename(`${value}`) : value))
              .sort(),
          ]),
        )
        .sort()
        .join(" "),
    )
    .sort();

describe("a rule", () => {
  test("holds for exactly the cells inside", () => {
    fc.assert(
      fc.property(described(3), ({ plan, terms }) => {
        const [inside, outside] = split(plan, inAny(terms));
        const rule = coveringRule(inside, outside);
        expect(rule.of).toBe(inside.length);
        if (rule.terms) expect(plan.filter(inAny(rule.terms))).toEqual(inside);
        else expect(rule.listed).toEqual(inside.map(({ id }) => id).sort());
        expect(rule.covered).toBe(rule.terms ? inside.length : 0);
      }),
    );
  });

  test("is one term where one describes the cells, and no larger than it", () => {
    fc.assert(
      fc.property(described(1), ({ plan, terms }) => {
        const [inside, outside] = split(plan, inAny(terms));
        fc.pre(inside.length > 0);
        const found = coveringRule(inside, outside).terms ?? [];
        expect(found).toHaveLength(1);
        expect(found[0]?.length).toBeLessThanOrEqual(terms[0]?.length ?? 0);
      }),
    );
  });

  test("is the same whatever the order of the cells", () => {
    const shuffled = described(3).chain(({ plan, terms }) =>
      fc.record({
        plan: fc.constant(plan),
        again: fc.shuffledSubarray(plan, { minLength: plan.length }),
        terms: fc.constant(terms),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ plan, again, terms }) => {
        expect(coveringRule(...split(again, inAny(terms)))).toEqual(
          coveringRule(...split(plan, inAny(terms))),
        );
      }),
    );
  });

  test("changes with the names of implementations in nothing but these", () => {
    const names = ["go", "go:stock", "node", "python"];
    const others = fc.shuffledSubarray(["aa", "zz", "go", "python"], { minLength: 4 });
    fc.assert(
      fc.property(described(2), others, ({ plan, terms }, given) => {
        const rename = (id: string) => given[names.indexOf(id)] ?? id;
        const [inside, outside] = split(plan, inAny(terms));
        const renamed = ({ id: _, client, server, ...rest }: Cell) =>
          cellAt({ client: rename(client), server: rename(server), ...rest });
        expect(asSet(coveringRule(inside.map(renamed), outside.map(renamed)).terms)).toEqual(
          asSet(coveringRule(inside, outside).terms, rename),
        );
      }),
    );
  });
});
