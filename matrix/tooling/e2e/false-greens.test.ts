// Pairs that do not do what a pass says, and would look as if they did: each cell must fail, and say why.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { places } from "../../places.ts";
import { serverEnvironment } from "../../run/supervise/standalone-server.ts";
import { type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

const programs = join(places.root, "fixtures", "programs", "attacks");
const own = {
  client: join(places.root, "harness", "node", "client.ts"),
  server: join(places.root, "harness", "node", "server.ts"),
};

const servers = ["yields-its-path-by-rename", "yields-its-path-by-link"] as const;
const clients = ["verifies-what-has-another-form", "compares-the-issuer-only"] as const;
const recorder = "records-requests";

const writeInputs = (folder: string) => {
  const node = (...words: readonly string[]) => ["{node}", ...words];
  const variants = {
    ...Object.fromEntries(
      servers.map((attack) => [
        attack,
        { server: node(join(programs, "server.ts"), attack), client: node(own.client) },
      ]),
    ),
    ...Object.fromEntries(
      [...clients, recorder].map((attack) => [
        attack,
        { server: node(own.server), client: node(join(programs, "client.ts"), attack) },
      ]),
    ),
  };
  const plain = { server: node(own.server), client: node(own.client) };
  const manifest = { id: "attack", title: "attacks", toolchain: [], ...plain, variants };
  writeFileSync(join(folder, "implementation.yaml"), JSON.stringify(manifest));
  const key = ["p256"];
  const encrypted = (attacks: readonly string[]) => ({
    client: attacks.map((attack) => `attack:${attack}`),
    server: ["node"],
    key,
  });
  const preset = {
    description: "what must not pass",
    steps: ["put", "get-exact", "get-missing", "health", "shutdown"],
    cross: [
      {
        client: ["node"],
        server: servers.map((attack) => `attack:${attack}`),
        mode: ["none"],
        transport: ["unix"],
      },
      ...["tcp", "unix"].map((transport) => ({
        ...encrypted([...clients, recorder]),
        mode: ["tls", "mtls", "auto-mtls"],
        transport: [transport],
      })),
    ],
  };
  writeFileSync(join(folder, "preset.yaml"), JSON.stringify(preset));
};

/**
 * A server of the same protocol that the run did not start, with a socket for each attack; the system knows their paths
 * as relative to `folder`.
 */
const startStranger = async (folder: string): Promise<ChildProcess> => {
  const listeners = servers.map(
    (id) => ({ id, mode: "none", network: "unix", address: `${id}.sock` }) as const,
  );
  const stranger = spawn(process.execPath, [own.server], {
    cwd: folder,
    env: { ...process.env, ...serverEnvironment(listeners) },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const announced = Eventual.when<void>((settle) => stranger.stdout.once("data", () => settle()));
  await announced.within(20_000, "the announcement of a stranger");
  return stranger;
};

describe("a green cell that is not true", () => {
  let run: MatrixProcess;
  let stranger: ChildProcess | undefined;
  let marks: string;

  beforeAll(async () => {
    const folder = sharedFolder();
    marks = join(folder, "marks");
    mkdirSync(marks);
    writeInputs(folder);
    stranger = await startStranger(marks);
    run = startMatrix(
      ["run", "--preset", join(folder, "preset.yaml"), "--harness", folder, "--jobs", "1"],
      { ATTACK_FOLDER: marks },
    );
    await run.exit;
  }, 200_000);
  afterAll(() => void stranger?.kill("SIGKILL"));

  const endsOf = (side: "client" | "server", attack: string) =>
    run
      .results()
      .cells.filter((cell) => cell[side] === `attack:${attack}`)
      .map(({ outcome, diagnosis }) =>
        outcome.kind === "failed"
          ? [outcome.phase, diagnosis?.causes[0]?.code, outcome.reason]
          : [outcome.kind],
      );

  test.for(servers)("another program answers where the server listens: %s", (attack) => {
    const reason = `listener: asked for the server's own, observed another process's: ${stranger?.pid} (node)`;
    expect(endsOf("server", attack)).toEqual([["control", "label-not-honoured", reason]]);
  });

  test.for(clients)("a client does not verify its server: %s", (attack) => {
    const accepted = ["control", "impostor-accepted", expect.stringContaining("impostor-server")];
    expect(endsOf("client", attack)).toEqual(Array.from({ length: 6 }, () => accepted));
  });

  test("a client that asks honestly passes beside them", () => {
    const ends = endsOf("client", recorder);
    expect(ends).toEqual(Array.from({ length: 6 }, () => ["passed"]));
  });

  test("proofs and controls ask the same, field by field", () => {
    const requests = readFileSync(join(marks, "requests.jsonl"), "utf8")
      .trimEnd()
      .split("\n")
      .map((line): Request => JSON.parse(line));
    const opening = requests.filter(({ target }) => target.kind !== "session");
    const kinds = Map.groupBy(opening, ({ target, tls }) => `${tls.mode} ${networkOf(target)}`);
    for (const [kind, alike] of kinds) {
      const forms = alike.map(withoutPlaces);
      expect([kind, forms.length]).toEqual([kind, kind.startsWith("auto-mtls") ? 3 : 2]);
      expect(new Set(alike.map((request) => JSON.stringify(request))).size).toBe(forms.length);
      for (const form of forms) expect(form).toEqual(forms[0]);
    }
    expect(kinds.size).toBe(6);
  });
});

type Request = {
  target: { kind: string; network?: string; environment?: Record<string, string> };
  tls: { mode: string };
};

const networkOf = ({ network, environment }: Request["target"]): string =>
  network ?? JSON.parse(environment?.["KV_SERVER_CONFIG"] ?? "{}").listeners?.[0]?.network;

/** Without what is another's in every proof: its nonce and what follows from it, ports, paths and tokens. */
const withoutPlaces = (request: Request): unknown =>
  JSON.parse(
    JSON.stringify(request)
      .replaceAll(/"first":\d+/g, '"first":0')
      .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:port")
      .replaceAll(/\b[0-9a-f]{16,32}\b/g, "nonce")
      .replaceAll(/--limit-mark=\d+/g, "--limit-mark=number")
      .replaceAll(/\d+-(plugin|kv\.sock|tap\.sock)/g, "number-$1"),
  );
