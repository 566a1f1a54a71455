import { describe, expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { partsOf, processesAtOnce } from "./parts.ts";
import { planCells } from "./plan.ts";

const named = (kind: string, count: number) =>
  Array.from({ length: count }, (_, at) => `go@${kind}.${at}`);

const planOf = (ids: readonly string[]) =>
  planCells("parts", { steps: ["put"], deadlineMs: 5000 }, ids.map(parseCellId));

const crossed = (clients: readonly string[], servers: readonly string[], rest = "tls/p256") =>
  planOf(clients.flatMap((client) => servers.map((server) => `${client}/${server}/${rest}`)));

describe("parts", () => {
  test.for([
    { name: "all that fit", clients: 3, servers: 4, most: 7, parts: 1 },
    { name: "few clients and many servers", clients: 2, servers: 40, most: 12, parts: 4 },
    { name: "many clients and few servers", clients: 40, servers: 2, most: 12, parts: 4 },
    { name: "many of both", clients: 20, servers: 20, most: 10, parts: 16 },
    { name: "numbers that do not divide", clients: 7, servers: 5, most: 5, parts: 4 * 2 },
  ])("$name", ({ clients, servers, most, parts: count }) => {
    const plan = crossed(named("1", clients), named("2", servers));
    const parts = partsOf(plan, most);
    expect(parts).toHaveLength(count);
    for (const part of parts) {
      expect(part.clients.length + part.servers.length).toBeLessThanOrEqual(most);
    }
    expect(parts.flatMap(({ cells }) => cells.map(({ id }) => id)).sort()).toEqual(
      plan.cells.map(({ id }) => id).sort(),
    );
    for (const [at, part] of parts.entries()) {
      const before = parts[at - 1];
      if (!before) continue;
      const stays =
        part.clients.every((id) => before.clients.includes(id)) ||
        part.servers.every(({ key }) => before.servers.some((one) => one.key === key));
      expect(stays, `part ${at} shares a block with the one before`).toBe(true);
    }
  });

  test("a server has the listeners of the whole plan in each of its parts", () => {
    const [first = "", second = "", ...others] = named("1", 6);
    const plan = planOf([
      `${first}/go/tls/p256`,
      `${second}/go/tls/p384`,
      ...others.map((id) => `${id}/go/tls/p256`),
    ]);
    for (const part of partsOf(plan, 3)) {
      expect(part.servers.map(({ listeners }) => listeners.map(({ id }) => id))).toEqual([
        ["tls/p256", "tls/p384"],
      ]);
    }
  });

  test("what a client starts itself needs no server", () => {
    const plan = crossed(named("1", 3), named("2", 30), "auto-mtls/p256");
    expect(partsOf(plan, 3)).toEqual([plan]);
  });
});

test.for([
  { free: 24, most: 146 },
  { free: 7, most: 42 },
  { free: 1, most: 16 },
])("$free GiB hold $most clients and servers", ({ free, most }) => {
  expect(processesAtOnce(free * 2 ** 30)).toBe(most);
});
