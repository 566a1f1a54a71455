import type { ClientTls } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import { serverName } from "../../run/pki/server-name.ts";
import type { Bench } from "../bench.ts";
import { type Clause, every, type Finding, judged } from "../clause.ts";
import { getResponse, healthResponse, paths } from "../messages.ts";
import type { Peer, PeerAnswer, PeerCall, PeerReply } from "./peer.ts";
import {
  get,
  health,
  type LooseAnswer,
  proveAt,
  proved,
  statuses,
  step,
  withPeer,
} from "./proving.ts";

const prove = { section: "prove", role: "client" } as const;

/** How long a call may take to come that is made at once with another. */
const besideMs = 4000;

/** Every stack verifies it. */
const keyType = "p256";

const found: PeerAnswer = { status: "OK", message: getResponse(Buffer.from("value")) };

type Credential = Awaited<ReturnType<Bench["pki"]["server"]>>;

const oneWay = ({ pki }: Bench): ClientTls => ({ mode: "tls", ca: pki.ca, serverName });

const mutual = async (bench: Bench): Promise<ClientTls> => {
  const { certificate, key } = await bench.pki.client(keyType);
  return { ...oneWay(bench), mode: "mtls", certificate, key } as ClientTls;
};

/** A get from a server that has this certificate. */
const getFrom = async (
  bench: Bench,
  { certificate, key }: Credential,
  tls: ClientTls,
  sent: string,
  judge: (answer: LooseAnswer, peer: Peer) => Finding,
): Promise<Finding> =>
  withPeer(
    bench,
    {
      tls: { certificate, key, asksForCertificate: tls.mode === "mtls" },
      answer: () => found,
    },
    (client, peer) =>
      proved(client, proveAt(peer.endpoint, [step("get", get("key"))], { tls }), sent, (answer) =>
        judge(answer, peer),
      ),
  );

const isRefused =
  (sent: string) =>
  (answer: LooseAnswer, { calls }: Peer): Finding =>
    judged(
      calls.length === 0 && statuses(answer) !== "OK",
      sent,
      calls.length > 0 ? "the call was made" : statuses(answer),
    );

/** How a client verifies its server, and what it shows. */
export const securing: readonly Clause<Bench>[] = [
  {
    ...prove,
    id: "verifies-authority",
    sentence: "calls over TLS a server whose certificate chains to ca, and no other",
    check: async (bench) => {
      const right = "mode tls, a server of the right authority";
      const wrong = "mode tls, a server of another authority with the same names";
      const [server, impostor] = [
        await bench.pki.server(keyType),
        await bench.pki.impostorServer(),
      ];
      return every([
        await getFrom(bench, server, oneWay(bench), right, (answer) =>
          judged(statuses(answer) === "OK", right, statuses(answer)),
        ),
        await getFrom(bench, impostor, oneWay(bench), wrong, isRefused(wrong)),
      ]);
    },
  },
  {
    ...prove,
    id: "verifies-name",
    sentence: "makes no call to a server whose certificate has not serverName",
    check: async (bench) => {
      const sent = "mode tls, a certificate with another name";
      const other = await bench.pki.server(keyType, "wrong-name");
      return getFrom(bench, other, oneWay(bench), sent, isRefused(sent));
    },
  },
  {
    ...prove,
    id: "presents-certificate",
    sentence: "presents its certificate in mode mtls",
    check: async (bench) => {
      const sent = "mode mtls, a server that asks for a certificate";
      const { der } = await bench.pki.client(keyType);
      const server = await bench.pki.server(keyType);
      return getFrom(bench, server, await mutual(bench), sent, (answer, peer) => {
        const came = peer.clientCertificate();
        const isSame = came?.equals(Buffer.from(der)) ?? false;
        const shown = came === null ? `none, ${statuses(answer)}` : "another";
        return judged(isSame, sent, isSame ? "its certificate" : shown);
      });
    },
  },
  {
    ...prove,
    id: "server-certificate",
    sentence: "reports the leaf that it authenticated as serverCertificate, or null",
    check: async (bench) => {
      const sent = "mode tls";
      const server = await bench.pki.server(keyType);
      return getFrom(bench, server, oneWay(bench), sent, ({ serverCertificate }) => {
        const isSame = serverCertificate === Buffer.from(server.der).toString("base64");
        const shown = serverCertificate === null ? "null: the stack does not tell" : "its leaf";
        return judged(
          isSame || serverCertificate === null,
          sent,
          isSame || serverCertificate === null ? shown : `another: ${serverCertificate}`,
        );
      });
    },
  },
  {
    ...prove,
    id: "client-certificate",
    sentence: "reports kv-peer-certificate-bin of the last answer that has it as clientCertificate",
    check: async (bench) => {
      const sent =
        "a get that is answered with kv-peer-certificate-bin, and beside it a health check that is answered after it, without";
      const { der } = await bench.pki.client(keyType);
      const told = Buffer.from(der).toString("base64");
      const { certificate, key } = await bench.pki.server(keyType);
      const got = Eventual.open<void>();
      const healthy: PeerAnswer = { status: "OK", message: healthResponse("SERVING") };
      const answer = ({ path }: PeerCall): PeerReply => {
        if (path === paths.health) {
          return Eventual.of(got.eventual.orAfter(besideMs, undefined)).map(() => healthy);
        }
        got.settle();
        return { ...found, trailers: { "kv-peer-certificate-bin": told } };
      };
      const both = step("get and health", get("key"), health("plugin"));
      return withPeer(
        bench,
        { tls: { certificate, key, asksForCertificate: false }, answer },
        (client, { endpoint }) =>
          proved(client, proveAt(endpoint, [both], { tls: oneWay(bench) }), sent, (result) =>
            judged(result.clientCertificate === told, sent, result.clientCertificate ?? "null"),
          ),
      );
    },
  },
];
