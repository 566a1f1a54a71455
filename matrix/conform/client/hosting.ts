import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Call, ClientTls } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, type Finding, judged } from "../clause.ts";
import { getResponse, paths } from "../messages.ts";
import { brokerPeer } from "./broker-peer.ts";
import type { PeerAnswer, PeerCall } from "./peer.ts";
import { environmentOf } from "./plugin-environment.ts";
import { type PluginPeerOptions, plainLine, withPlugin } from "./plugin-peer.ts";
import { get, type LooseAnswer, proved, statuses, step, whatStarted } from "./proving.ts";

const prove = { section: "prove", role: "client" } as const;

const found: PeerAnswer = { status: "OK", message: getResponse(Buffer.from("value")) };
const answer = () => found;
const steps = [step("get", get("key"))];

/** A kill and the answer go different ways, and what the process left is swept before its end is told. */
const endMs = 5000;

const shutdown: Call = { call: "shutdown", continueOn: [] };

/** Longer than what comes between two steps of a client. */
const afterMs = 400;

const keyType = "p256";

const autoMtls = async (bench: Bench): Promise<ClientTls> => ({
  mode: "auto-mtls",
  keyType,
  key: (await bench.pki.client(keyType)).key,
});

/** A plugin with a certificate of its own, whose field 6 is as given. */
const exchanging = async (
  bench: Bench,
  field: (own: Buffer) => string,
): Promise<PluginPeerOptions> => {
  const { certificate, key, der } = await bench.pki.impostorPlugin();
  return {
    answer,
    tls: { certificate, key, asksForCertificate: true },
    clientTls: await autoMtls(bench),
    line: (endpoint) => `${plainLine(endpoint)}${field(Buffer.from(der))}`,
  };
};

const unpadded = (der: Uint8Array) => Buffer.from(der).toString("base64").replaceAll("=", "");

const isNotStarted = ({ start, steps: told }: LooseAnswer): boolean =>
  start !== null && start.line === null && start.error != null && told.length === 0;

const refusesLine = (bench: Bench, line: string, sent: string): Promise<Finding> =>
  withPlugin(bench, { answer, line: () => line }, (client, { request }) =>
    proved(client, request(steps), sent, (told) =>
      judged(isNotStarted(told), sent, whatStarted(told)),
    ),
  );

/** What a client is as a host of plugins. */
export const hosting: readonly Clause<Bench>[] = [
  {
    ...prove,
    id: "plugin",
    sentence: "starts a plugin, reads its line, calls it, and reports the line",
    check: (bench) =>
      withPlugin(bench, { answer }, (client, { request, calls, endpoint }) => {
        const sent = "a plugin in the clear";
        return proved(client, request(steps), sent, (told) =>
          judged(
            calls.some(({ path }) => path === paths.get) &&
              told.start?.line === plainLine(endpoint),
            sent,
            `${whatStarted(told)}, ${statuses(told)}`,
          ),
        );
      }),
  },
  {
    ...prove,
    id: "plugin-environment",
    sentence: "gives a plugin the cookie, go-plugin's variables, those of the request, and its own",
    check: environmentOf,
  },
  {
    ...prove,
    id: "plugin-line-refused",
    sentence: "reports a line that is none of go-plugin's as an error of start, with line null",
    check: (bench) =>
      refusesLine(bench, "listening on port 7000", "a plugin that prints another line"),
  },
  {
    ...prove,
    id: "plugin-start-limit",
    sentence: "gives a plugin up that prints no line within startTimeoutMs",
    check: (bench) =>
      withPlugin(bench, { answer, line: () => null }, async (client, { request }) => {
        const startTimeoutMs = 700;
        const sent = `a plugin that prints nothing, startTimeoutMs ${startTimeoutMs}`;
        const usual = request(steps);
        if (usual.target.kind !== "plugin") throw new Error("a plugin is asked for");
        const target = { ...usual.target, startTimeoutMs };
        const begun = performance.now();
        return proved(client, { ...usual, target }, sent, (told) => {
          const tookMs = performance.now() - begun;
          const isInTime = tookMs < startTimeoutMs + 4000;
          const when = isInTime ? "in time" : `after ${Math.round(tookMs)} ms`;
          return judged(isNotStarted(told) && isInTime, sent, `${whatStarted(told)}, ${when}`);
        });
      }),
  },
  {
    ...prove,
    id: "plugin-ended",
    sentence: "ends a plugin before the answer, if no shutdown succeeded",
    check: (bench) =>
      withPlugin(bench, { answer }, (client, { request, slot }) => {
        const sent = "a get of a plugin, keepOpen false";
        return proved(client, request(steps), sent, async (told) => {
          if (told.start?.line == null) return broken(sent, whatStarted(told));
          const end = await slot.ended.orAfter(endMs, null);
          return judged(end !== null, sent, end === null ? "it still runs" : "it has ended");
        });
      }),
  },
  {
    ...prove,
    id: "plugin-ends-with-client",
    sentence: "ends the plugins of its sessions at the end of standard input",
    check: (bench) =>
      withPlugin(bench, { answer }, (client, { request, slot }) => {
        const sent = "a plugin that is kept open, then the end of standard input";
        return proved(client, request(steps, { keepOpen: true }), sent, async (told) => {
          if (told.start?.line == null) return broken(sent, whatStarted(told));
          client.process.stdin.end();
          const end = await slot.ended.orAfter(endMs, null);
          return judged(end !== null, sent, end === null ? "it still runs" : "it has ended");
        });
      }),
  },
  {
    ...prove,
    id: "shutdown",
    sentence:
      "asks the controller in shutdown, waits for the end of the process, and reports exited",
    check: (bench) => {
      const asked = Eventual.open<void>();
      return withPlugin(
        bench,
        {
          answer: ({ path }) => {
            if (path === paths.shutdown) asked.settle();
            return { status: "OK" };
          },
        },
        (client, { request, slot }) => {
          const sent = "shutdown of a plugin that ends";
          asked.eventual.notify(() => void slot.stop());
          return proved(client, request([step("shutdown", shutdown)]), sent, async (told) => {
            const wasAsked = await asked.eventual.map(() => true).orAfter(0, false);
            const exited = told.steps[0]?.calls[0]?.exited ?? null;
            const came = wasAsked ? `exited ${exited}` : "Shutdown was not called";
            return judged(wasAsked && exited === true, sent, came);
          });
        },
      );
    },
  },
  {
    ...prove,
    id: "shutdown-after",
    sentence: "asks the controller in shutdown after afterMs",
    check: (bench) => {
      const asked = Eventual.open<number>();
      let gotAt = 0;
      const noting = ({ path }: PeerCall): PeerAnswer => {
        if (path === paths.get) gotAt = performance.now();
        if (path === paths.shutdown) asked.settle(performance.now() - gotAt);
        return path === paths.get ? found : { status: "OK" };
      };
      return withPlugin(bench, { answer: noting }, (client, { request, slot }) => {
        const sent = `a get, then shutdown with afterMs ${afterMs}`;
        asked.eventual.notify(() => void slot.stop());
        const last = step("shutdown", { ...shutdown, afterMs });
        return proved(client, request([...steps, last]), sent, async () => {
          const ms = await asked.eventual.orAfter(0, null);
          const came =
            ms === null ? "Shutdown was not called" : `called after ${Math.round(ms)} ms`;
          return judged(ms !== null && ms >= afterMs, sent, came);
        });
      });
    },
  },
  {
    ...prove,
    id: "shutdown-in-vain",
    lasts: "seconds",
    sentence: "reports exited false of a plugin that does not end, and ends it",
    check: (bench) =>
      withPlugin(bench, { answer: () => ({ status: "OK" }) }, (client, { request, slot }) => {
        const sent = "shutdown of a plugin that goes on";
        return proved(client, request([step("shutdown", shutdown)]), sent, async (told) => {
          const exited = told.steps[0]?.calls[0]?.exited ?? null;
          const end = await slot.ended.orAfter(endMs, null);
          const state = end === null ? "it still runs" : "it was ended";
          return judged(exited === false && end !== null, sent, `exited ${exited}, ${state}`);
        });
      }),
  },
  {
    ...prove,
    id: "own-certificate",
    sentence:
      "exchanges certificates in auto-mtls: a leaf for localhost over its key, in PLUGIN_CLIENT_CERT",
    check: async (bench) => {
      const sent = "mode auto-mtls with a key of type p256";
      return withPlugin(bench, await exchanging(bench, unpadded), (client, plugin) =>
        proved(client, plugin.request(steps), sent, async (told) => {
          const pem = await plugin.slot.clientCertificate.orAfter(0, null);
          if (pem === null) return broken(sent, `no PLUGIN_CLIENT_CERT, ${whatStarted(told)}`);
          const leaf = certificateIn(pem.raw);
          if (leaf === null) return broken(sent, "PLUGIN_CLIENT_CERT holds no certificate");
          if (statuses(told) !== "OK") return broken(sent, statuses(told));
          const presented = plugin.clientCertificate()?.equals(leaf.raw) ?? false;
          const { key } = await bench.pki.client(keyType);
          const own = createPublicKey(createPrivateKey(await readFile(key)));
          const facts = certificateFacts(leaf.raw);
          const faults = [
            ...(presented ? [] : ["it presented another certificate"]),
            ...(leaf.publicKey.equals(own) ? [] : ["over another key"]),
            ...(leaf.checkHost("localhost", { subject: "never" }) ? [] : ["without SAN localhost"]),
            ...(facts?.isCa === false && facts.ca === undefined ? [] : ["CA:TRUE"]),
          ];
          return judged(faults.length === 0, sent, faults.join(", ") || leaf.subject);
        }),
      );
    },
  },
  {
    ...prove,
    id: "field-6-only-root",
    sentence:
      "makes no call in auto-mtls to a plugin with another certificate than that of field 6",
    check: async (bench) => {
      const sent = "another certificate in field 6";
      const stray = await bench.pki.strayCertificate();
      return withPlugin(
        bench,
        await exchanging(bench, () => unpadded(stray)),
        (client, { request, calls }) =>
          proved(client, request(steps), sent, (told) =>
            judged(
              calls.length === 0 && statuses(told) !== "OK",
              sent,
              calls.length > 0 ? "the call was made" : `${whatStarted(told)}, ${statuses(told)}`,
            ),
          ),
      );
    },
  },
  {
    ...prove,
    id: "field-6-empty",
    sentence: "takes an empty field 6 in auto-mtls for an error, and does not go on in the clear",
    check: async (bench) => {
      const sent = "an empty field 6, at a server in the clear";
      const clientTls = await autoMtls(bench);
      return withPlugin(bench, { answer, clientTls }, (client, { request, connections }) =>
        proved(client, request(steps), sent, (told) =>
          judged(
            connections() === 0 && !told.steps.some(({ calls }) => calls[0]?.status === "OK"),
            sent,
            connections() > 0 ? "it spoke HTTP/2 in the clear" : whatStarted(told),
          ),
        ),
      );
    },
  },
  {
    ...prove,
    id: "broker-call",
    sentence:
      "serves CallBack on a broker id, calls BrokerProof/CallHost, and reports what came back",
    check: (bench) => {
      const nonce = Buffer.from("a nonce of the broker");
      const broker = brokerPeer();
      return withPlugin(bench, broker, (client, { request, calls }) => {
        const sent = "call broker";
        const call: Call = { call: "broker", nonce: nonce.toString("base64"), continueOn: ["OK"] };
        return proved(client, request([step("broker", call)]), sent, (told) => {
          const value = told.steps[0]?.calls[0]?.value;
          const asked = calls.some(({ path }: PeerCall) => path === paths.callHost);
          const isMet = asked && statuses(told) === "OK" && value?.size === nonce.length;
          const came = asked ? broker.seen() : "CallHost was not called";
          return judged(isMet, sent, `${came}; ${statuses(told)}`);
        });
      });
    },
  },
];

const certificateIn = (pem: string): X509Certificate | null => {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
};
