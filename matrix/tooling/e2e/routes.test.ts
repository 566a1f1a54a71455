import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { directRoute } from "../../domain/axes.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import { readPreset, readRoutes } from "../../run/inputs/read-inputs.ts";
import { type MatrixProcess, startMatrix } from "./matrix-process.ts";

const routes = await readRoutes();
const names = [directRoute, ...routes.map(({ name }) => name)];

describe("routes", () => {
  let run: MatrixProcess;
  let exit: Awaited<MatrixProcess["exit"]>;

  beforeAll(async () => {
    run = startMatrix(["run", "--preset", "routes", "--allow-missing"]);
    exit = await run.exit;
  }, 300_000);

  const cellsOf = (name: string) => run.results().cells.filter(({ route }) => route === name);
  const evidenceOf = (id: string): CellEvidence =>
    JSON.parse(readFileSync(join(run.out, "latest", "cells", id, "cell.json"), "utf8")).evidence;
  /** Why no cell of a route was run; undefined where one was. */
  const absence = (name: string) => {
    const missing = cellsOf(name).every(({ outcome }) => outcome.kind === "not-run");
    const [first] = cellsOf(name);
    return missing && first?.outcome.kind === "not-run" ? first.outcome.reason : undefined;
  };

  test.for(names)("%s: every cell ends as expected", (name, { skip }) => {
    const why = absence(name);
    skip(why !== undefined, why);
    const wrong = cellsOf(name).filter(({ verdict }) => verdict !== "expected");
    expect(wrong.map(({ id, verdictReason }) => `${id}: ${verdictReason}`)).toEqual([]);
    expect(cellsOf(name).some(({ outcome }) => outcome.kind === "not-run")).toBe(false);
  });

  test("a terminator without ALPN is passed by grpc-js and by grpc-go before 1.67", ({ skip }) => {
    const why = absence("stunnel");
    skip(why !== undefined, why);
    const outcomes = Object.fromEntries(
      cellsOf("stunnel").map(({ client, outcome }) => [client, outcome.kind]),
    );
    expect(outcomes).toEqual({
      go: "failed",
      python: "failed",
      node: "passed",
      "go@1.66.3": "passed",
    });
  });

  test("behind what ends TLS there is cleartext, and of what failed before nothing", ({ skip }) => {
    const why = absence("stunnel");
    skip(why !== undefined, why);
    const upstream = (client: string) => {
      const found = evidenceOf(`${client}/go/tls/p256/route=stunnel`).upstream;
      const { tls, connections = [] } = found ?? {};
      const bytes = connections.reduce((sum, { bytes }) => sum + bytes.client, 0);
      const protocols = connections.map(({ wire }) => wire.client.protocol);
      return { tls, spoke: bytes > 0, protocols };
    };
    expect(upstream("node")).toEqual({ tls: "terminate", spoke: true, protocols: ["http2"] });
    expect(upstream("go")).toEqual({ tls: "terminate", spoke: false, protocols: ["nothing"] });
  });

  test("what hands TLS on hands on the client's own handshake", ({ skip }) => {
    const why = absence("haproxy-tcp");
    skip(why !== undefined, why);
    const { connections, upstream } = evidenceOf("go/node/mtls/p256/route=haproxy-tcp");
    const random = connections[0]?.wire.tls?.clientHello?.random;
    expect(random).toHaveLength(64);
    expect(upstream?.connections.map(({ wire }) => wire.tls?.clientHello?.random)).toEqual([
      random,
    ]);
  });

  test("the run ends well and leaves nothing behind", async () => {
    const { content } = await readPreset("routes");
    expect(new Set(content.cross.flatMap(({ route }) => route))).toEqual(new Set(names));
    expect(exit).toEqual({ code: 0, signal: null });
    expect(run.survivors()).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });
});
