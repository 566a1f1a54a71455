import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { Call, Observed } from "../../domain/prove.ts";
import { type KvClient, type KvTransport, kvClient, kvServer } from "../../tooling/test/kv.ts";
import { tapTo } from "../../tooling/test/sockets.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { Recording } from "../observe/recording.ts";
import type { TappedConnection } from "../observe/tap.ts";
import { holdClaims, holdClaimsOfFailure } from "./hold-claims.ts";
import { bytesOf, type CallStep, proofSteps } from "./steps.ts";

type Act = (client: KvClient, call: Call) => Promise<unknown>;

const honest: Act = async (client, call) => {
  if (call.call === "put") await client.put(call.key, bytesOf(call.value));
  if (call.call === "get") await client.get(call.key);
};

/** Puts something else; all else is honest. */
const putting =
  (put: (client: KvClient, key: string, value: Buffer) => Promise<unknown>): Act =>
  (client, call) =>
    call.call === "put" ? put(client, call.key, bytesOf(call.value)) : honest(client, call);

/** What a client does when it is asked to put or get. */
const conducts = {
  honest,
  "puts another value": putting(({ put }, key, value) => put(key, randomBytes(value.length))),
  "puts under another key": putting(({ put }, key, value) => put(`${key}x`, value)),
  "puts half of a large value": putting(({ put }, key, value) =>
    put(key, value.length < 2 ** 16 ? value : value.subarray(value.length / 2)),
  ),
  "never puts": putting(() => Promise.resolve()),
  "never gets": (client, call) => (call.call === "get" ? Promise.resolve() : honest(client, call)),
  "only asks for health": ({ call }) => call("/grpc.health.v1.Health/Check", Buffer.alloc(0)),
  "calls a method that is not there": putting(({ call }, _, value) => call("/proto.KV/Set", value)),
} as const satisfies Record<string, Act>;
type Conduct = keyof typeof conducts;

const digestOf = (value: Buffer) => createHash("sha256").update(value).digest("hex");

const small = ["put", "get-exact", "get-missing", "overwrite"] as const;
const stepsOf = (names: readonly CallStep[]) => proofSteps(names, "00ff").map(({ step }) => step);

/** Acts so, and reports that all went as it was asked. */
const acted = async (
  conduct: Conduct,
  transport: KvTransport,
  names: readonly CallStep[] = small,
) => {
  const steps = stepsOf(names);
  const endpoint = await kvServer(transport);
  const tap = await tapTo(endpoint);
  const client = await kvClient(tap.endpoint, transport);
  const values = new Map<string, Buffer>();
  const reports: Observed["steps"][number][] = [];
  for (const { name, calls } of steps) {
    const answers = [];
    for (const call of calls) {
      await conducts[conduct](client, call);
      if (call.call === "put") values.set(call.key, bytesOf(call.value));
      const value = call.call === "get" ? values.get(call.key) : undefined;
      answers.push({
        status: call.call === "put" || value ? "OK" : "NOT_FOUND",
        message: "",
        chain: [],
        value: value ? { size: value.length, sha256: digestOf(value) } : null,
      });
    }
    reports.push({ name, elapsedMs: 1, calls: answers });
  }
  const report: Observed = {
    kind: "observed",
    start: null,
    steps: reports,
    serverCertificate: null,
    clientCertificate: null,
    peer: null,
    session: null,
  };
  return { steps, report, connections: tap.connections, keyLog: client.keyLog, endpoint };
};

const held = async (
  conduct: Conduct,
  transport: KvTransport,
  sees: "all" | "nothing" | "server",
) => {
  const { steps, report, connections, keyLog, endpoint } = await acted(conduct, transport);
  const keyLogs = [sees === "all" ? keyLog : new KeyLogReader()];
  const credential = null;
  const dialling = { kind: "tls", serverName: "localhost", credential } as const;
  const server = sees === "server" ? { endpoint, dialling: async () => dialling } : null;
  return (await holdClaims("x", steps, report, { connections, upstream: [], keyLogs, server }))
    .seen;
};

const noSuchCall =
  /^client x reports status (OK|NOT_FOUND) of (put|get) in step [a-z+-]+, and the wire shows no such call/;
const tooFew = /^client x reports values of 1048576 bytes, and the client sent 5\d{5} in all/;
const another =
  /^client x reports that it put key-00ff, and the server answered the orchestrator's own get with (another value|NOT_FOUND)/;

test.for([
  ["honest", "clear", "all", "on the wire"],
  ["honest", "TLSv1.2", "all", "on the wire"],
  ["honest", "TLSv1.3", "all", "on the wire"],
  ["honest", "TLSv1.3", "server", "read back"],
  ["honest", "TLSv1.3", "nothing", "unseen"],
  ["puts another value", "clear", "all", noSuchCall],
  ["puts another value", "TLSv1.3", "all", noSuchCall],
  ["puts another value", "TLSv1.3", "server", another],
  ["puts under another key", "clear", "all", noSuchCall],
  ["puts under another key", "TLSv1.2", "server", another],
  ["never puts", "TLSv1.3", "all", noSuchCall],
  ["never puts", "TLSv1.3", "server", another],
  ["never gets", "clear", "all", noSuchCall],
  ["never gets", "TLSv1.3", "all", noSuchCall],
  ["only asks for health", "clear", "all", noSuchCall],
  ["only asks for health", "TLSv1.3", "all", noSuchCall],
  ["only asks for health", "TLSv1.3", "server", another],
  ["calls a method that is not there", "clear", "all", noSuchCall],
  ["calls a method that is not there", "TLSv1.3", "server", another],
] as const)(
  "a client that %s over %s, where we see %s: %s",
  async ([conduct, transport, sees, end]) => {
    const holding = held(conduct, transport, sees);
    if (typeof end === "string") expect(await holding).toBe(end);
    else await expect(holding).rejects.toThrow(end);
  },
);

/** As it would be had the client marked the first message of each request as compressed. */
const marked = (connection: TappedConnection): TappedConnection => {
  const bytes = Buffer.from(connection.client.bytes());
  for (let at = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length; at < bytes.length; ) {
    const length = bytes.readUIntBE(at, 3);
    const isData = bytes[at + 3] === 0;
    if (isData && length > 0) bytes.writeUInt8(1, at + 9);
    at += 9 + length;
  }
  const client = new Recording();
  client.append(bytes, 0);
  return { ...connection, client };
};

describe("requests that are marked as compressed", () => {
  const holding = async (conduct: Conduct, asksServer: boolean) => {
    const { steps, report, connections, endpoint } = await acted(conduct, "clear");
    const server = asksServer
      ? { endpoint, dialling: async () => ({ kind: "plaintext" }) as const }
      : null;
    const against = { connections: connections.map(marked), upstream: [], keyLogs: [], server };
    return (await holdClaims("x", steps, report, against)).seen;
  };

  test.for([
    ["honest", true, "read back"],
    ["honest", false, "unseen"],
    ["puts another value", true, another],
    ["puts another value", false, "unseen"],
    ["never puts", true, noSuchCall],
    ["never gets", true, noSuchCall],
  ] as const)(
    "of a client that %s, where the server is asked: %s, %s",
    async ([conduct, asks, end]) => {
      if (typeof end === "string") expect(await holding(conduct, asks)).toBe(end);
      else await expect(holding(conduct, asks)).rejects.toThrow(end);
    },
  );
});

test.for([
  ["honest", "clear", true],
  ["honest", "TLSv1.3", true],
  ["never gets", "clear", false],
  ["never gets", "TLSv1.3", false],
  ["puts another value", "TLSv1.2", false],
] as const)(
  "a failure that a client reports which %s over %s is held against the wire: %s",
  async ([conduct, transport, isTrue]) => {
    const { steps, report, connections, keyLog } = await acted(conduct, transport);
    const holding = (keyLogs: readonly KeyLogReader[]) => () =>
      holdClaimsOfFailure("x", steps, report, { connections, keyLogs });
    if (isTrue) expect(holding([keyLog])).not.toThrow();
    else expect(holding([keyLog])).toThrow(noSuchCall);
    // What TLS hides says nothing.
    if (transport !== "clear") expect(holding([])).not.toThrow();
  },
);

describe("a unary call", () => {
  const path = "/proto.KV/Get";
  const asked = Buffer.from([10, 1, 107]);
  const answered = Buffer.from([10, 2, 1, 2]);
  const held = async (made: Readonly<{ path: string; bytes: Buffer }>, told: Buffer) => {
    const endpoint = await kvServer("clear");
    const tap = await tapTo(endpoint);
    const client = await kvClient(tap.endpoint, "clear");
    for (const key of ["k", "l"]) await client.put(key, Buffer.from([1, 2]));
    await client.call(made.path, made.bytes);
    const value = { base64: asked.toString("base64") };
    const call: Call = { call: "unary", path, value, continueOn: ["OK"] };
    const digest = { size: told.length, sha256: digestOf(told) };
    const report: Observed = {
      kind: "observed",
      start: null,
      steps: [
        {
          name: "call",
          elapsedMs: 1,
          calls: [{ status: "OK", message: "", chain: [], value: digest }],
        },
      ],
      serverCertificate: null,
      clientCertificate: null,
      peer: null,
      session: null,
    };
    const { connections } = tap;
    const against = { connections, upstream: [], keyLogs: [], server: null };
    return (await holdClaims("x", [{ name: "call", calls: [call] }], report, against)).seen;
  };

  test("is seen on the wire, by its path and the bytes of both messages", async () => {
    expect(await held({ path, bytes: asked }, answered)).toBe("on the wire");
  });

  test.for([
    ["of another path", { path: "/proto.KV/Put", bytes: asked }, answered],
    ["with another request", { path, bytes: Buffer.from([10, 1, 108]) }, answered],
    ["with another answer", { path, bytes: asked }, Buffer.from([10, 2, 1, 3])],
  ] as const)("that was one %s is invented", async ([, made, told]) => {
    await expect(held(made, told)).rejects.toThrow("status OK of unary in step call");
  });
});

test("where nothing was put, nothing is read back", async () => {
  const { steps, report, connections, endpoint } = await acted("honest", "TLSv1.3", [
    "get-missing",
  ]);
  const dialling = { kind: "tls", serverName: "localhost", credential: null } as const;
  const server = { endpoint, dialling: async () => dialling };
  const against = { connections, upstream: [], keyLogs: [], server };
  expect((await holdClaims("x", steps, report, against)).seen).toBe("unseen");
});

test("a server that does not answer the orchestrator shows nothing", async () => {
  const { steps, report, connections } = await acted("honest", "TLSv1.3");
  const server = {
    endpoint: { network: "unix", address: "/nowhere/kv.sock" },
    dialling: async () => ({ kind: "plaintext" }) as const,
  } as const;
  await expect(
    holdClaims("x", steps, report, { connections, upstream: [], keyLogs: [], server }),
  ).rejects.toThrow("own get with UNAVAILABLE");
});

test.for([
  ["honest", "clear", "on the wire as far as it was recorded"],
  ["honest", "TLSv1.3", "on the wire as far as it was recorded"],
  ["puts half of a large value", "clear", tooFew],
  ["puts half of a large value", "TLSv1.3", tooFew],
  ["puts another value", "TLSv1.3", noSuchCall],
] as const)(
  "a client that %s over %s, of a value larger than what is recorded: %s",
  async ([conduct, transport, end]) => {
    const names = [...small, "large-value"] as const;
    const { steps, report, connections, keyLog } = await acted(conduct, transport, names);
    const holding = holdClaims("x", steps, report, {
      connections,
      upstream: [],
      keyLogs: [keyLog],
      server: null,
    });
    if (typeof end === "string") expect((await holding).seen).toBe(end);
    else await expect(holding).rejects.toThrow(end);
  },
);

test("calls that TLS hides before an intermediary are seen behind it", async () => {
  const before = await acted("honest", "TLSv1.3");
  const behind = await acted("honest", "clear");
  const lying = await acted("puts another value", "clear");
  const held = (upstream: typeof behind.connections) =>
    holdClaims("x", before.steps, before.report, {
      connections: before.connections,
      upstream,
      keyLogs: [],
      server: null,
    });
  expect((await held(behind.connections)).seen).toBe("on the wire");
  await expect(held(lying.connections)).rejects.toThrow(noSuchCall);
});
