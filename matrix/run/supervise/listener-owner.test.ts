import { type ChildProcess, spawn } from "node:child_process";
import { linkSync, renameSync, symlinkSync, unlinkSync } from "node:fs";
import { createServer, type ListenOptions, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import type { Endpoint } from "../observe/tap.ts";
import { bothLaunchers } from "./launcher/under-test.ts";
import { listenerOwner } from "./listener-owner.ts";
import { type Mark, nextMark } from "./marks.ts";
import { openTcpListeners } from "./tcp-listeners.ts";

const servers: Server[] = [];
const children: ChildProcess[] = [];
let mark: Mark;
let folder: string;

beforeEach(() => {
  mark = nextMark();
  folder = temporaryFolder();
});

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Listens in this process. @returns the port; 0 for a path. */
const here = async (where: ListenOptions): Promise<number> => {
  const server = createServer();
  servers.push(server);
  await listening(server, where);
  const bound = server.address();
  return bound === null || typeof bound === "string" ? 0 : bound.port;
};

const program = `
  const server = require("node:net").createServer();
  server.listen(JSON.parse(process.argv[1]), () => console.log(server.address().port ?? 0));
`;

/** Listens in a process of its own. @returns the port; 0 for a path. */
const elsewhere = async (where: ListenOptions, marked: Mark | null): Promise<number> => {
  const child = spawn(process.execPath, ["-e", program, JSON.stringify(where)], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...(marked && { HANDSHAKE_MATRIX_MARK: marked.mark }) },
  });
  children.push(child);
  const port = Eventual.when<number>((settle) => {
    child.stdout?.once("data", (line: Buffer) => settle(Number(line)));
  });
  return port.within(20_000, "a listener in another process");
};

const tcp = (address: string): Endpoint => ({ network: "tcp", address });
const unix = (name: string): Endpoint => ({ network: "unix", address: join(folder, name) });
const another = { kind: "other", process: expect.stringMatching(/^\d+ \(node\)$/) };

const launchers = [
  ...(await bothLaunchers()).map(({ kind, argv }) => [kind, argv] as const),
  ["absent", ["/missing/launcher"]] as const,
];

describe.each(launchers)("with the launcher %s", (_, launcher) => {
  const listeners = openTcpListeners(launcher);
  afterAll(() => listeners.close());
  const ownerOf = (endpoint: Endpoint) =>
    listenerOwner(endpoint, { mark, pid: process.pid }, listeners);
  test.for([
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "localhost"],
    ["127.0.0.1", "[::ffff:127.0.0.1]"],
    ["127.1.2.3", "127.1.2.3"],
    ["0.0.0.0", "127.0.0.1"],
    ["::", "127.0.0.1"],
    ["::", "[::1]"],
    ["::1", "[::1]"],
    ["::1", "localhost"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
  ] as const)("a listener at %s, announced as %s, is found", async ([host, announced]) => {
    const port = await here({ host, port: 0 });
    expect(await ownerOf(tcp(`${announced}:${port}`))).toEqual({ kind: "own" });
    const everywhere = host === "0.0.0.0" || host === "::";
    const beside = await ownerOf(tcp(`127.9.9.9:${port}`));
    expect(beside.kind).toBe(everywhere ? "own" : "nobody");
  });

  test("another process's listener is named", async () => {
    const port = await elsewhere({ host: "127.0.0.1", port: 0 }, null);
    expect(await ownerOf(tcp(`127.0.0.1:${port}`))).toEqual(another);
  });

  test("a listener at the very address comes before one at every address", async () => {
    const port = await elsewhere({ host: "127.0.0.1", port: 0 }, null);
    await here({ host: "0.0.0.0", port }).catch(() => here({ host: "::", port, ipv6Only: true }));
    expect(await ownerOf(tcp(`127.0.0.1:${port}`))).toEqual(another);
  });

  test.for([
    ["127.0.0.1:1", "tcp"],
    ["/nowhere/kv.sock", "unix"],
  ] as const)("nobody listens at %s", async ([address, network]) => {
    expect(await ownerOf({ network, address })).toEqual({ kind: "nobody" });
  });

  test.for(["kv.sock", "with a space.sock"])("a socket named %s is found", async (name) => {
    await here({ path: join(folder, name) });
    symlinkSync(join(folder, name), join(folder, "link"));
    expect(await ownerOf(unix(name))).toEqual({ kind: "own" });
    expect(await ownerOf(unix("link"))).toEqual({ kind: "own" });
  });

  test.for([
    ["at its path", () => "other.sock"],
    [
      "through a symbolic link",
      () => {
        symlinkSync(join(folder, "other.sock"), join(folder, "link"));
        return "link";
      },
    ],
    [
      "through a hard link",
      () => {
        linkSync(join(folder, "other.sock"), join(folder, "link"));
        return "link";
      },
    ],
  ] as const satisfies [string, () => string][])(
    "another's socket is found out %s",
    async ([, name]) => {
      await elsewhere({ path: join(folder, "other.sock") }, null);
      expect(await ownerOf(unix(name()))).toEqual(another);
    },
  );

  test("another's socket that lies where the program bound its own is found out", async () => {
    await elsewhere({ path: join(folder, "kv.sock") }, null);
    renameSync(join(folder, "kv.sock"), join(folder, "moved"));
    await here({ path: join(folder, "kv.sock") });
    unlinkSync(join(folder, "kv.sock"));
    renameSync(join(folder, "moved"), join(folder, "kv.sock"));
    expect(await ownerOf(unix("kv.sock"))).toEqual(another);
  });

  test("what the program started listens for it", async () => {
    const port = await elsewhere({ host: "127.0.0.1", port: 0 }, mark);
    await elsewhere({ path: "relative.sock" }, mark);
    expect(await ownerOf(tcp(`127.0.0.1:${port}`))).toEqual({ kind: "own" });
    expect(await ownerOf(unix("relative.sock"))).toEqual({ kind: "own" });
  });
});
