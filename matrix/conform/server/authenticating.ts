import type { Bench } from "../bench.ts";
import { callLimitMs, callOnce, overTls, plaintext, shownAnswer, withSession } from "../calls.ts";
import { type Clause, every, type Finding, judged } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { getRequest, paths, putRequest } from "../messages.ts";
import { keyType, plain, secured } from "./listeners.ts";
import { whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

const peerCertificate = "kv-peer-certificate-bin";

/** Base64 of the field; null where there is none. Base64 may stand there with or without padding. */
const toldIn = (metadata: Readonly<Record<string, unknown>>): string | null => {
  const value = metadata[peerCertificate];
  return typeof value === "string" ? Buffer.from(value, "base64").toString("base64") : null;
};

const shown = (told: string | null) =>
  told === null ? `no ${peerCertificate}` : `${peerCertificate} ${told.slice(0, 24)}…`;

const clear = (bench: Bench): Promise<Finding> =>
  whileServing(bench, plain, async ({ endpoint }) => {
    const put = await callOnce(endpoint, plaintext, paths.put, putRequest("key", everyByte));
    return judged(toldIn(put.metadata) === null, "a put in the clear", shown(toldIn(put.metadata)));
  });

const oneWay = (bench: Bench): Promise<Finding> =>
  whileServing(bench, secured(bench, "tls"), async ({ endpoint }) => {
    const dialling = await overTls(null);
    const put = await callOnce(endpoint, dialling, paths.put, putRequest("key", everyByte));
    const told = toldIn(put.metadata);
    const isMet = put.status === "OK" && told === null;
    return judged(isMet, "a put over TLS", put.status === "OK" ? shown(told) : shownAnswer(put));
  });

/** @param credential - what a client presents that is to be refused. */
const refused = async (
  bench: Bench,
  sent: string,
  credential: Awaited<ReturnType<Bench["pki"]["client"]>> | null,
): Promise<Finding> =>
  whileServing(bench, secured(bench, "mtls"), async ({ endpoint }) => {
    const dialling = await overTls(credential);
    const put = await callOnce(endpoint, dialling, paths.put, putRequest("key", everyByte));
    return judged(put.httpStatus === null, sent, shownAnswer(put));
  });

/** What a server makes of a client's certificate. */
export const authenticating: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "peer-certificate",
    sentence: "tells the client's certificate in the trailers of Get and Put with mutual TLS",
    check: (bench) =>
      whileServing(bench, secured(bench, "mtls"), async ({ endpoint }) => {
        const client = await bench.pki.client(keyType);
        const expected = Buffer.from(client.der).toString("base64");
        return withSession(endpoint, await overTls(client), async (session) => {
          const put = await session.call(paths.put, putRequest("key", everyByte), callLimitMs);
          const get = await session.call(paths.get, getRequest("key"), callLimitMs);
          return every(
            [put, get].map((answer) => {
              const told = toldIn(answer.metadata);
              const isMet = answer.status === "OK" && told === expected;
              const came = answer.status === "OK" ? shown(told) : shownAnswer(answer);
              return judged(isMet, `${answer.path} over mutual TLS`, came);
            }),
          );
        });
      }),
  },
  {
    ...server,
    id: "no-peer-certificate",
    sentence: "tells no client certificate where there was none",
    check: async (bench) => every([await clear(bench), await oneWay(bench)]),
  },
  {
    ...server,
    id: "client-certificate-required",
    sentence: "refuses a client without a certificate in mode mtls",
    check: (bench) => refused(bench, "mode mtls, a client without a certificate", null),
  },
  {
    ...server,
    id: "client-certificate-verified",
    sentence: "refuses a client certificate of another authority in mode mtls",
    check: async (bench) =>
      refused(
        bench,
        "mode mtls, a client certificate of another authority",
        await bench.pki.untrustedClient(),
      ),
  },
];
