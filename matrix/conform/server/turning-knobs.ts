import type { ConnectionOptions } from "node:tls";
import { Eventual } from "../../limits/eventual.ts";
import { readAtMost } from "../../limits/read-at-most.ts";
import type { Bench } from "../bench.ts";
import { callOnce, overTls, plaintext, shownAnswer } from "../calls.ts";
import { broken, type Clause, every, type Finding, judged, notApplicable } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { paths, putRequest } from "../messages.ts";
import { plainListener, secured } from "./listeners.ts";
import { tlsHandshake } from "./tls-handshake.ts";
import { whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

type Offer = Pick<ConnectionOptions, "minVersion" | "maxVersion" | "ecdhCurve">;

/** @param taken - what a limited server must take; @param refused - what it must not. */
const limited = (
  bench: Bench,
  knobs: Readonly<{ tlsVersion?: string; group?: string }>,
  taken: Offer,
  refused: Offer,
): Promise<Finding> =>
  whileServing(bench, secured(bench, "tls", knobs), async ({ endpoint }) => {
    const [knob = "", value] = Object.entries(knobs)[0] ?? [];
    const good = await tlsHandshake(endpoint, taken);
    const bad = await tlsHandshake(endpoint, refused);
    const words = (offer: Offer) => offer.ecdhCurve ?? offer.minVersion;
    return every([
      judged(
        good.kind === "finished",
        `${knob} ${value}, a client with ${words(taken)} alone`,
        good.kind === "finished" ? good.protocol : good.reason,
      ),
      judged(
        bad.kind === "refused",
        `${knob} ${value}, a client with ${words(refused)} alone`,
        bad.kind === "finished" ? `a handshake with ${bad.protocol}` : "refused",
      ),
    ]);
  });

const onlyVersion = (version: "TLSv1.2" | "TLSv1.3"): Offer => ({
  minVersion: version,
  maxVersion: version,
});

/** How long a server may take to write the secrets of a handshake that its client has finished. */
const keyLogMs = 5000;

/** A process logs some 800 bytes for a connection. */
const keyLogBytes = 2 ** 20;
const lookAgainMs = 20;

/** Limits of TLS, networks, and the key log. */
export const turningKnobs: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "tls-version",
    sentence: "negotiates no other version than tlsVersion",
    check: async (bench) =>
      every([
        await limited(bench, { tlsVersion: "1.2" }, onlyVersion("TLSv1.2"), onlyVersion("TLSv1.3")),
        await limited(bench, { tlsVersion: "1.3" }, onlyVersion("TLSv1.3"), onlyVersion("TLSv1.2")),
      ]),
  },
  {
    ...server,
    id: "group",
    sentence: "negotiates no other group than group",
    check: (bench) =>
      limited(bench, { group: "secp256r1" }, { ecdhCurve: "P-256" }, { ecdhCurve: "P-384" }),
  },
  {
    ...server,
    id: "unix",
    sentence: "listens at a path, with network unix",
    check: (bench) => {
      const address = bench.socket("kv.sock");
      return whileServing(
        bench,
        async () => [{ ...plainListener("unix"), network: "unix", address }],
        async ({ endpoint }) => {
          const put = await callOnce(endpoint, plaintext, paths.put, putRequest("key", everyByte));
          return judged(put.status === "OK", "a put on a unix socket", shownAnswer(put));
        },
      );
    },
  },
  {
    ...server,
    id: "key-log",
    sentence: "appends TLS secrets to SSLKEYLOGFILE, where the stack can",
    check: (bench) =>
      whileServing(bench, secured(bench, "tls"), async ({ endpoint, startup }) => {
        const sent = "SSLKEYLOGFILE, then a put over TLS";
        const { keyLog } = startup.folder;
        const handshake = await tlsHandshake(endpoint, {});
        await callOnce(endpoint, await overTls(null), paths.put, putRequest("key", everyByte));
        if (handshake.kind === "refused") return broken(sent, handshake.reason);
        const { clientRandom } = handshake;
        if (clientRandom === null) throw new Error("OpenSSL told no secrets of a handshake");
        for (const until = performance.now() + keyLogMs; performance.now() < until; ) {
          const secrets = keyLog.get(clientRandom);
          if (secrets) return judged(true, sent, [...secrets.keys()].join(", "));
          await Eventual.when(() => {}).orAfter(lookAgainMs, null);
        }
        const written = await readAtMost(keyLog.path, keyLogBytes, "a key log").catch(() => "");
        if (written !== "") {
          const without = written.includes("\n") ? "the connection's secrets" : "a line feed";
          return broken(sent, `${written.length} characters without ${without}`);
        }
        if (bench.keyLog === true) return broken(sent, "nothing, though describe says keyLog true");
        return notApplicable(sent, "nothing: its stack writes no key log");
      }),
  },
];
