import { type ChildProcess, spawn } from "node:child_process";
import { linkSync, renameSync, symlinkSync, unlinkSync } from "node:fs";
import { connect, createServer, type ListenOptions, type Server, Socket } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { Eventual } from "../../limits/eventual.ts";
import { listening } from "../../limits/listening.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { connectionOwner } from "./connection-owner.ts";
import { openFarEnds } from "./far-ends.ts";
import { bothLaunchers, stopped } from "./launcher/under-test.ts";
import { type Mark, nextMark } from "./marks.ts";

const limitMs = 20_000;

const servers: Server[] = [];
const children: ChildProcess[] = [];
const sockets: Socket[] = [];
let mark: Mark;
let folder: string;

beforeEach(() => {
  mark = nextMark();
  folder = temporaryFolder();
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Listens in this process, and says so to whoever connects. @returns the port; 0 for a path. */
const here = async (where: ListenOptions): Promise<number> => {
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    socket.write("here");
  });
  servers.push(server);
  await listening(server, where);
  const bound = server.address();
  return bound === null || typeof bound === "string" ? 0 : bound.port;
};

const program = `
  const answers = (socket) => socket.on("error", () => {}).write("elsewhere");
  const server = require("node:net").createServer(answers);
  server.listen(JSON.parse(process.argv[1]), () => console.log(server.address().port ?? 0));
  process.stdin.once("data", () => server.close());
`;

type Elsewhere = Readonly<{ port: number; child: ChildProcess }>;

/** Listens in a process of its own, which stops to listen when it is told something. */
const elsewhere = async (where: ListenOptions, marked: Mark | null = null): Promise<Elsewhere> => {
  const child = spawn(process.execPath, ["-e", program, JSON.stringify(where)], {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...(marked && { HANDSHAKE_MATRIX_MARK: marked.mark }) },
  });
  children.push(child);
  const port = Eventual.when<number>((settle) => {
    child.stdout.once("data", (line: Buffer) => settle(Number(line)));
  });
  return { port: await port.within(limitMs, "a listener in another process"), child };
};

const connected = (endpoint: Endpoint): Promise<Socket> => {
  const socket = connect(addressOf(endpoint));
  sockets.push(socket.on("error", () => {}));
  return Eventual.when<Socket>((settle) => {
    socket.once("connect", () => settle(socket));
  }).within(limitMs, "a connection");
};

/** A connection whose server has said something, and what. */
const answered = async (endpoint: Endpoint): Promise<Readonly<{ socket: Socket; by: string }>> => {
  const socket = await connected(endpoint);
  const by = Eventual.when<string>((settle) => {
    socket.once("data", (bytes: Buffer) => settle(String(bytes)));
  });
  return { socket, by: await by.within(limitMs, "an answer") };
};

const tcp = (address: string): Endpoint => ({ network: "tcp", address });
const unix = (name: string): Endpoint => ({ network: "unix", address: join(folder, name) });
const own = { kind: "own" };
const another = { kind: "other", process: expect.stringMatching(/^\d+ \(node\)$/) };

/** Ways to put another's socket where the program listens, or seems to. */
const substitutions: readonly (readonly [string, (from: string, to: string) => void])[] = [
  ["renamed onto it", renameSync],
  [
    "linked to it",
    (from, to) => {
      unlinkSync(to);
      linkSync(from, to);
    },
  ],
  [
    "reached through a symbolic link",
    (from, to) => {
      unlinkSync(to);
      symlinkSync(from, to);
    },
  ],
];

const launchers = [
  ...(await bothLaunchers()).map(({ kind, argv }) => [kind, argv] as const),
  ["absent", ["/missing/launcher"]] as const,
];

describe.each(launchers)("with the launcher %s", (launcher, argv) => {
  const farEnds = openFarEnds(argv);
  afterAll(() => farEnds.close());
  const ownerOf = (socket: Socket) => connectionOwner(socket, { mark, pid: process.pid }, farEnds);
  const ownerAt = async (endpoint: Endpoint) => ownerOf((await answered(endpoint)).socket);
  /** Only the kernel says which unix sockets are connected. */
  const onUnix = (owner: object) => (launcher === "compiled" ? owner : { kind: "unknown" });

  test.for([
    ["127.0.0.1", "127.0.0.1"],
    ["127.0.0.1", "localhost"],
    ["127.0.0.1", "[::ffff:127.0.0.1]"],
    ["127.1.2.3", "127.1.2.3"],
    ["0.0.0.0", "127.0.0.1"],
    ["::", "127.0.0.1"],
    ["::", "[::1]"],
    ["::1", "[::1]"],
    ["::ffff:127.0.0.1", "127.0.0.1"],
  ] as const)("a listener at %s, dialled as %s, is its program's", async ([host, dialled]) => {
    const port = await here({ host, port: 0 });
    expect(await ownerAt(tcp(`${dialled}:${port}`))).toEqual(own);
  });

  test("another process is named", async () => {
    const { port } = await elsewhere({ host: "127.0.0.1", port: 0 });
    expect(await ownerAt(tcp(`127.0.0.1:${port}`))).toEqual(another);
  });

  test("of two that share a port each connection has its own", async () => {
    const shared = { host: "127.0.0.1", reusePort: true };
    const port = await here({ ...shared, port: 0 });
    await elsewhere({ ...shared, port });
    const told = new Map<string, object>();
    while (told.size < 2) {
      const { socket, by } = await answered(tcp(`127.0.0.1:${port}`));
      told.set(by, await ownerOf(socket));
    }
    expect(Object.fromEntries(told)).toEqual({ here: own, elsewhere: another });
  });

  test("another that has left the port to the program still answered", async () => {
    const shared = { host: "127.0.0.1", reusePort: true };
    const { port, child } = await elsewhere({ ...shared, port: 0 });
    const { socket } = await answered(tcp(`127.0.0.1:${port}`));
    child.stdin?.write("x");
    await here({ ...shared, port });
    expect(await ownerOf(socket)).toEqual(another);
  });

  test.for(["kv.sock", "with a space.sock"])("a socket named %s is its program's", async (name) => {
    await here({ path: join(folder, name) });
    symlinkSync(join(folder, name), join(folder, "link"));
    expect(await ownerAt(unix(name))).toEqual(onUnix(own));
    expect(await ownerAt(unix("link"))).toEqual(onUnix(own));
  });

  test.for(substitutions)("another's socket, %s, is found out", async ([, substitute]) => {
    await elsewhere({ path: join(folder, "other.sock") });
    await here({ path: join(folder, "kv.sock") });
    substitute(join(folder, "other.sock"), join(folder, "kv.sock"));
    expect(await ownerAt(unix("kv.sock"))).toEqual(onUnix(another));
  });

  test("a socket that was moved where another was bound is its program's", async () => {
    await elsewhere({ path: join(folder, "kv.sock") });
    await here({ path: join(folder, "own.sock") });
    renameSync(join(folder, "own.sock"), join(folder, "kv.sock"));
    expect(await ownerAt(unix("kv.sock"))).toEqual(onUnix(own));
  });

  test("what the program started answers for it", async () => {
    const { port } = await elsewhere({ host: "127.0.0.1", port: 0 }, mark);
    await elsewhere({ path: "relative.sock" }, mark);
    expect(await ownerAt(tcp(`127.0.0.1:${port}`))).toEqual(own);
    expect(await ownerAt(unix("relative.sock"))).toEqual(onUnix(own));
  });

  test("a connection that nobody has accepted is nobody's", async () => {
    const path = join(folder, "kv.sock");
    const { port, child } = await elsewhere({ host: "127.0.0.1", port: 0 });
    const { child: onPath } = await elsewhere({ path });
    for (const { pid = 0 } of [child, onPath]) process.kill(pid, "SIGSTOP");
    await Promise.all([stopped(child.pid), stopped(onPath.pid)]);
    const nobody = { kind: "nobody" };
    expect(await ownerOf(await connected(tcp(`127.0.0.1:${port}`)))).toEqual(nobody);
    expect(await ownerOf(await connected(unix("kv.sock")))).toEqual(onUnix(nobody));
  });

  test("of a connection that this process has closed nobody tells", async () => {
    const port = await here({ host: "127.0.0.1", port: 0 });
    const { socket } = await answered(tcp(`127.0.0.1:${port}`));
    socket.destroy();
    expect(await ownerOf(socket)).toEqual({ kind: "unknown" });
  });
});

describe("a socket that no process shows", () => {
  /** No socket has the number of an inode that was never given. */
  const gone = { kind: "accepted", inode: "0" } as const;
  const mine = () => ({ pid: process.pid, mark });

  test("is another user's where it is still there", async () => {
    const owner = await connectionOwner(new Socket(), mine(), { of: async () => gone });
    expect(owner).toEqual({ kind: "other", process: "one of another user" });
  });

  test.for([{ kind: "nobody's" }, { kind: "accepted", inode: "1" }] as const)(
    "was closed since it was found, where then it is %j",
    async (then) => {
      const answers: (typeof gone | typeof then)[] = [gone, then];
      const of = async () => answers.shift() ?? then;
      expect(await connectionOwner(new Socket(), mine(), { of })).toEqual({ kind: "nobody" });
    },
  );
});
