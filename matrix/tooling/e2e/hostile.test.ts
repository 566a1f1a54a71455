// Programs that attack whoever runs them, all in one run beside healthy ones: each row is one attack of
// fixtures/programs/attacks, and what becomes of its own cell in plaintext and as a plugin.
import { randomInt } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { places } from "../../places.ts";
import { runBoundMs } from "../../run/plan/time-bound.ts";
import { startLimitMs } from "../../run/proof/start-limit.ts";
import { overdueMs } from "../../run/supervise/worker.ts";
import { commandsWith, type MatrixProcess, sharedFolder, startMatrix } from "./matrix-process.ts";

/** What a cell ends with: its kind, and the phase and first cause of a failure; `*` is whatever the liar is taken for. */
type Expected = string;

const servers: readonly (readonly [attack: string, none: Expected, plugin: Expected])[] = [
  [
    "stops-launcher",
    "failed handshake-line handshake-line-missing",
    "failed handshake-line handshake-line-missing",
  ],
  ["stops-launcher-and-serves", "passed", "failed handshake-line handshake-line-missing"],
  [
    "stops-itself",
    "failed handshake-line handshake-line-missing",
    "failed handshake-line handshake-line-missing",
  ],
  ["kills-launcher", "failed spawn undiagnosed", "failed handshake-line exited-early"],
  ["kills-launcher-and-sheds", "failed spawn undiagnosed", "failed handshake-line exited-early"],
  ["leaves-children", "passed", "failed shutdown left-processes"],
  ["counts-to-36999", "failed spawn exited-early", "failed spawn exited-early"],
  ["prints-short-lines", "failed spawn exited-early", "failed spawn exited-early"],
  ["prints-base64", "failed spawn exited-early", "failed spawn exited-early"],
  ["prints-secrets", "failed spawn exited-early", "failed spawn exited-early"],
  [
    "announces-secrets",
    "failed handshake-line handshake-line-polluted",
    "failed handshake-line handshake-line-polluted",
  ],
  ["serves-and-prints-secrets", "passed", "passed"],
  [
    "announces-a-port-beyond-all",
    "failed handshake-line announced-address-unusable",
    "failed handshake-line announced-address-unusable",
  ],
  [
    "announces-no-port",
    "failed handshake-line announced-address-unusable",
    "failed handshake-line announced-address-unusable",
  ],
  [
    "announces-a-path-with-zero",
    "failed handshake-line announced-address-unusable",
    "failed handshake-line announced-address-unusable",
  ],
  [
    "announces-a-long-path",
    "failed handshake-line announced-address-unusable",
    "failed handshake-line announced-address-unusable",
  ],
  ["announces-another-server", "failed control label-not-honoured", "failed handshake-line *"],
  [
    "announces-another-machine",
    "failed handshake-line announced-address-unusable",
    "failed handshake-line announced-address-unusable",
  ],
  [
    "announces-what-is-not-text",
    "failed handshake-line handshake-line-polluted",
    "failed handshake-line handshake-line-polluted",
  ],
  [
    "announces-null",
    "failed handshake-line handshake-line-polluted",
    "failed handshake-line handshake-line-polluted",
  ],
  [
    "announces-a-stranger",
    "failed handshake-line announcement-mismatch",
    "failed handshake-line handshake-line-polluted",
  ],
  [
    "announces-twice",
    "failed handshake-line announcement-mismatch",
    "failed handshake-line handshake-line-polluted",
  ],
  [
    "announces-nothing-of-it",
    "failed handshake-line announcement-mismatch",
    "failed handshake-line handshake-line-polluted",
  ],
  [
    "ends-as-a-shell-without-a-program",
    "failed spawn command-not-runnable",
    "failed spawn command-not-runnable",
  ],
  ["empties-its-folder", "passed", "passed"],
  ["removes-its-folder", "passed", "passed"],
  ["removes-the-folder-above", "failed spawn exited-early", "failed spawn exited-early"],
  ["has-a-pipe-for-a-key-log", "passed", "passed"],
  ["has-an-endless-key-log", "passed", "passed"],
  ["has-a-huge-key-log", "passed", "passed"],
  ["dies-once", "passed", "passed"],
  ["goes-into-the-background", "failed spawn exited-early", "failed spawn exited-early"],
];

const clients: readonly (readonly [attack: string, none: Expected, plugin: Expected])[] = [
  ["dies-before-it-is-described", "not-run", "not-run"],
  ["never-describes-itself", "not-run", "not-run"],
  ["never-answers", "not-run", "not-run"],
  ["dies-in-every-proof", "not-run", "not-run"],
  ["dies-once", "passed", "passed"],
  ["starts-nothing", "not-run", "not-run"],
  ["connects-and-invents", "not-run", "passed"],
  ["puts-another-value", "not-run", "not-run"],
  ["kills-instead-of-shutdown", "passed", "not-run"],
  ["poisons-its-key-log", "passed", "passed"],
  ["invents-a-line", "not-run", "not-run"],
  ["invents-a-start-error", "not-run", "not-run"],
  ["answers-with-secrets", "not-run", "not-run"],
  ["is-unsupported-with-secrets", "unsupported", "unsupported"],
  ["reports-secrets", "failed rpc *", "failed rpc *"],
  ["describes-itself-with-secrets", "passed", "passed"],
  ["says-not-found-in-lower-case", "not-run", "not-run"],
  ["digests-in-upper-case", "not-run", "not-run"],
  ["leaves-values-out", "not-run", "not-run"],
  ["counts-bytes-wrong", "not-run", "not-run"],
  ["takes-longer-than-all-time", "not-run", "not-run"],
  ["forgets-its-session", "passed", "not-run"],
  ["answers-twice", "passed", "not-run"],
  ["prints-no-json", "not-run", "not-run"],
  ["nests-two-million-deep", "not-run", "not-run"],
  ["stops-its-launcher", "not-run", "not-run"],
  ["stops-itself", "not-run", "not-run"],
  ["closes-its-output", "not-run", "not-run"],
  ["verifies-what-has-another-form", "passed", "failed control impostor-accepted"],
  ["compares-the-issuer-only", "passed", "failed control impostor-accepted"],
];

const healthy = ["go", "python", "node"];

const programs = join(places.root, "fixtures", "programs", "attacks");
const own = {
  client: join(places.root, "harness", "node", "client.ts"),
  server: join(places.root, "harness", "node", "server.ts"),
};
const node = (...words: readonly string[]) => ["{node}", ...words];

/** Implementations and a preset with a cell for each attack and mode, and all healthy pairs. */
const writeInputs = (folder: string) => {
  const variants = {
    ...Object.fromEntries(
      servers.map(([attack]) => [
        `server.${attack}`,
        { server: node(join(programs, "server.ts"), attack), client: node(own.client) },
      ]),
    ),
    ...Object.fromEntries(
      clients.map(([attack]) => [
        `client.${attack}`,
        { server: node(own.server), client: node(join(programs, "client.ts"), attack) },
      ]),
    ),
  };
  const manifest = {
    id: "attack",
    title: "attacks",
    toolchain: [],
    server: node(own.server),
    client: node(own.client),
    variants,
  };
  writeFileSync(join(folder, "implementation.yaml"), JSON.stringify(manifest));
  const crossed = (mode: readonly string[], key: object) => [
    {
      client: ["node"],
      server: servers.map(([attack]) => `attack:server.${attack}`),
      mode,
      ...key,
    },
    {
      client: clients.map(([attack]) => `attack:client.${attack}`),
      server: ["node"],
      mode,
      ...key,
    },
  ];
  const preset = {
    description: "attacks beside healthy pairs",
    steps: ["put", "get-exact", "get-missing", "health", "shutdown"],
    cross: [
      ...crossed(["none"], {}),
      ...crossed(["auto-mtls"], { key: ["p256"] }),
      { client: healthy, server: healthy, mode: ["none"] },
      { client: healthy, server: healthy, mode: ["mtls", "auto-mtls"], key: ["p256"] },
    ],
  };
  writeFileSync(join(folder, "preset.yaml"), JSON.stringify(preset));
};

const jobs = 8;

/** The bytes of an escape, of C1, and of marks of direction, in UTF-8. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /\u001b|\u00c2[\u0080-\u009f]|\u00e2\u0080[\u00aa-\u00ae\u008e\u008f]|\u00e2\u0081[\u00a6-\u00a9]/;
const secrets = /BEGIN (?:EC )?PRIVATE KEY|SECRETabcdef|5ec7e75ec7e7/;

describe("programs that attack", () => {
  let run: MatrixProcess;
  const sleep = `${86_400 + randomInt(1_000_000)}`;

  beforeAll(async () => {
    const folder = sharedFolder();
    writeInputs(folder);
    const marks = join(folder, "marks");
    mkdirSync(marks);
    run = startMatrix(
      ["run", "--preset", join(folder, "preset.yaml"), "--harness", folder, "--jobs", `${jobs}`],
      { ATTACK_FOLDER: marks, ATTACK_SLEEP: sleep },
    );
    await run.exit;
  }, 400_000);

  const endOf = (client: string, server: string, mode: string, expected: Expected): Expected => {
    const cell = run
      .results()
      .cells.find((one) => one.client === client && one.server === server && one.mode === mode);
    if (!cell) return "no cell";
    const { outcome, diagnosis } = cell;
    if (outcome.kind !== "failed") return outcome.kind;
    const cause = expected.endsWith("*") ? "*" : diagnosis?.causes[0]?.code;
    return `failed ${outcome.phase} ${cause}`;
  };

  test.for(servers)("server %s: %s, %s", ([attack, none, plugin]) => {
    const server = `attack:server.${attack}`;
    expect([
      endOf("node", server, "none", none),
      endOf("node", server, "auto-mtls", plugin),
    ]).toEqual([none, plugin]);
  });

  test.for(clients)("client %s: %s, %s", ([attack, none, plugin]) => {
    const client = `attack:client.${attack}`;
    expect([
      endOf(client, "node", "none", none),
      endOf(client, "node", "auto-mtls", plugin),
    ]).toEqual([none, plugin]);
  });

  test("healthy pairs beside them pass", () => {
    const beside = run
      .results()
      .cells.filter(({ client, server }) => healthy.includes(client) && healthy.includes(server));
    expect(beside.length).toBe(27);
    expect(beside.filter(({ outcome }) => outcome.kind !== "passed").map(({ id }) => id)).toEqual(
      [],
    );
  });

  test("the run ends by itself, as one with unexpected cells, within its bound", async () => {
    const { cells, elapsedMs, interrupted } = run.results();
    const limits = { start: startLimitMs, overdue: overdueMs };
    expect((await run.exit).code).toBe(1);
    expect(interrupted).toBe(false);
    expect(elapsedMs).toBeLessThan(
      runBoundMs({ cells, proof: { deadlineMs: 5000 } }, jobs, limits),
    );
    expect(run.stderr()).toBe("");
  });

  test("nothing is left: no process, even without its environment, and no file", () => {
    expect(run.survivors()).toEqual([]);
    expect(commandsWith(sleep)).toEqual([]);
    expect(run.leftFiles()).toEqual([]);
  });

  test("no secret and nothing unseen comes out, byte by byte", () => {
    const files = readdirSync(run.out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(100);
    const outputs = [
      ["standard output", run.stdout()],
      ["standard error", run.stderr()],
      ...files
        // What passed on the wire is kept as it passed.
        .filter((file) => !file.endsWith(".pcapng"))
        .map((file) => [file, readFileSync(file, "latin1")]),
    ];
    const dirty = outputs.flatMap(([name, text = ""]) =>
      (secrets.exec(text) ?? unseen.exec(text)) ? [name] : [],
    );
    expect(dirty).toEqual([]);
  });

  test("no table is broken and no page gets a script", () => {
    const text = readFileSync(join(run.out, "latest", "compatibility.md"), "utf8");
    expect(text).not.toContain("<script");
  });
});
