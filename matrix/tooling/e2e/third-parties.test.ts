import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { startMatrix } from "./matrix-process.ts";

/** The cells of the preset that these options pick, once all are as expected. */
const cellsOf = async (...options: readonly string[]) => {
  const run = startMatrix(["run", "--preset", "third-parties", ...options]);
  expect(await run.exit, run.stderr()).toEqual({ code: 0, signal: null });
  return run.results().cells;
};

type Cells = Awaited<ReturnType<typeof cellsOf>>;

const shownBy = (cells: Cells) =>
  cells.map(({ id, outcome, diagnosis, steps, controls, observed }) => [
    id,
    outcome.kind === "passed"
      ? steps.map(({ name }) => name).join(" ")
      : (diagnosis?.causes[0]?.code ?? outcome.kind),
    controls.length,
    observed.calls?.value ?? "calls unseen",
  ]);

test("a plugin that knows nothing of the contract meets a host of each stack", async () => {
  const run = startMatrix([
    "run",
    "--preset",
    "third-parties",
    "--server",
    "hashicorp-kv",
    "--mode",
    "auto-mtls",
  ]);
  expect(await run.exit).toEqual({ code: 0, signal: null });
  const { cells, implementations } = run.results();
  expect(
    cells.map(({ id, outcome, diagnosis }) => [id, outcome.kind, diagnosis?.causes[0]?.code]),
  ).toEqual([
    ["go/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["go:stock/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/p521", "passed", undefined],
    ["go/hashicorp-kv/auto-mtls/p256-p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/p256-p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/p256-p521", "passed", undefined],
    ["go/hashicorp-kv/auto-mtls/rsa2048-p521", "passed", undefined],
    ["python/hashicorp-kv/auto-mtls/rsa2048-p521", "failed", "signature-scheme-not-offered"],
    ["node/hashicorp-kv/auto-mtls/rsa2048-p521", "passed", undefined],
    ["pyvider-host/hashicorp-kv/auto-mtls/p384-p521", "timed-out", "signature-scheme-not-offered"],
  ]);
  for (const { outcome, steps, controls } of cells.filter((one) => one.outcome.kind === "passed")) {
    expect([outcome.kind, steps.map(({ name }) => name), controls.length]).toEqual([
      "passed",
      ["health", "shutdown"],
      5,
    ]);
  }
  const [stack] = implementations.flatMap((one) => (one.id === "hashicorp-kv" ? [one.stack] : []));
  expect(stack).toContainEqual({ name: "go-plugin", version: "1.8.0" });
});

test("a host of Python's puts and gets with a Go plugin over TLS, and would do so in the clear", async () => {
  const cells = await cellsOf("--client", "pyvider-host", "--server", "go");
  expect(shownBy(cells)).toEqual([
    ["pyvider-host/go/auto-mtls/p384", "silently-insecure", 5, "every call seen"],
  ]);
  expect(cells[0]?.steps.map(({ name, passed }) => [name, passed])).toEqual([
    ["exit", true],
    ["shutdown", true],
  ]);
});

test("a gRPC server that knows nothing of the contract meets a client of each stack", async () => {
  const cells = await cellsOf("--server", "grpc-go-interop", "--only", "{go,python,node}/*");
  const seen = "every call seen";
  expect(shownBy(cells)).toEqual([
    ["go/grpc-go-interop/none", "call", 0, seen],
    ["python/grpc-go-interop/none", "call", 0, seen],
    ["node/grpc-go-interop/none", "call", 0, seen],
    ["go/grpc-go-interop/tls/p256", "call", 2, seen],
    // Neither grpcio nor the server writes its secrets.
    ["python/grpc-go-interop/tls/p256", "call", 2, "calls unseen"],
    ["node/grpc-go-interop/tls/p256", "call", 2, seen],
    ["go/grpc-go-interop/tls/p521", "call", 2, seen],
    ["python/grpc-go-interop/tls/p521", "signature-scheme-not-offered", 0, "calls unseen"],
    ["node/grpc-go-interop/tls/p521", "call", 2, seen],
    ["go/grpc-go-interop/tls/rsa2048", "call", 2, seen],
    ["python/grpc-go-interop/tls/rsa2048", "call", 2, "calls unseen"],
    ["node/grpc-go-interop/tls/rsa2048", "call", 2, seen],
  ]);
});

test("a gRPC client that knows nothing of the contract is told of by its end, the wire and the controls", async () => {
  const cells = await cellsOf("--client", "grpc-health-probe", "--server", "go");
  const seen = "every call seen";
  const probe = "grpc-health-probe/go";
  expect(shownBy(cells)).toEqual([
    [`${probe}/none`, "exit", 0, seen],
    [`${probe}/tls/p256`, "exit", 2, seen],
    [`${probe}/mtls/p256`, "exit", 4, seen],
    [`${probe}/tls/p256/server-cert=expired`, "certificate-expired", 0, "calls unseen"],
    [`${probe}/tls/p256/server-cert=wrong-name`, "hostname-mismatch", 0, "calls unseen"],
    [`${probe}/tls/p256/server-cert=unknown-authority`, "unknown-ca", 0, "calls unseen"],
  ]);
});

test("a host that knows nothing of the contract starts a plugin of each stack, which ends with it", async () => {
  const cells = await cellsOf("--client", "hashicorp-kv-host");
  expect(shownBy(cells)).toEqual(
    ["go", "python", "node", "hashicorp-kv"].map((plugin) => [
      `hashicorp-kv-host/${plugin}/none`,
      "exit shutdown",
      0,
      "every call seen",
    ]),
  );
  // What this host puts into a plugin of its kind becomes a file where the plugin runs.
  expect(existsSync(join(places.root, "kv_hello"))).toBe(false);
});
