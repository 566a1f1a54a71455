import { connect } from "node:net";
import { expect, test } from "vitest";
import type { Observed, ProveRequest } from "../../domain/prove.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { proveAt } from "./prove-at.ts";

const request: ProveRequest = {
  target: { kind: "address", network: "tcp", address: "127.0.0.1:1" },
  tls: { mode: "none" },
  deadlineMs: 1_000,
  keepOpen: false,
  steps: [{ name: "put", calls: [] }],
};

const later = {
  closed: [{ name: "closed", calls: [] }],
  opened: [{ name: "opened", calls: [] }],
};

const place: Endpoint = { network: "tcp", address: "127.0.0.1:0" };

const answer = ({ steps, keepOpen }: ProveRequest, session: string | null): Observed => ({
  kind: "observed",
  start: null,
  steps: steps.map(({ name }) => ({ name, elapsedMs: 1, calls: [] })),
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: keepOpen ? session : null,
});

const refusedAt = (endpoint: Endpoint) =>
  new Promise<string>((resolve) => {
    connect(addressOf(endpoint)).once("error", (error: NodeJS.ErrnoException) =>
      resolve(error.code ?? ""),
    );
  });

test("steps at an address are made before the server listens there, and after, on one channel", async () => {
  const told: string[] = [];
  const prove = async (asked: ProveRequest) => {
    const { target } = asked;
    if (target.kind === "address" && asked.keepOpen) told.push(await refusedAt(target));
    told.push(target.kind === "session" ? `session ${target.id}` : target.kind);
    return answer(asked, "7");
  };
  const listenAt = async ({ address }: Endpoint) => {
    told.push(`listens at ${address.replace(/\d+$/, "port")}`);
  };
  const all = await proveAt({ prove }, request, later, { listenAt }, place);
  expect(told).toEqual([
    "address",
    "ECONNREFUSED",
    "address",
    "listens at 127.0.0.1:port",
    "session 7",
  ]);
  expect(all).toMatchObject({ steps: [{ name: "put" }, { name: "closed" }, { name: "opened" }] });
});

test.for([null, { closed: [], opened: [] }])(
  "without such steps there is one request",
  async (none) => {
    let asked = 0;
    const prove = async (one: ProveRequest) => {
      asked += 1;
      return answer(one, null);
    };
    const listenAt = () => Promise.reject(new Error("nobody is to listen"));
    await proveAt({ prove }, request, none, { listenAt }, place);
    expect(asked).toBe(1);
  },
);

test("a client that keeps no channel breaks the contract", async () => {
  const prove = async (one: ProveRequest) => answer(one, null);
  const proving = proveAt({ prove }, request, later, { listenAt: async () => {} }, place);
  await expect(proving).rejects.toThrow(HarnessFault);
});
