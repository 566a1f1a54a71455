import { createPrivateKey, createPublicKey } from "node:crypto";
import { readFile } from "node:fs/promises";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import type { Bench } from "../bench.ts";
import { callOnce, overTls, shownAnswer } from "../calls.ts";
import { type Clause, every, type Finding, judged } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { paths, putRequest } from "../messages.ts";
import { keyType } from "./listeners.ts";
import { whilePlugin } from "./while-plugin.ts";

const server = { section: "Server", role: "server" } as const;

/** Of the certificate's two dates, from when the plugin printed its line: it is made when the plugin starts. */
const backdatedMs = 30_000;
const lastsMs = 24 * 3_600_000;
const toleranceMs = 20_000;

const seconds = (ms: number) => `${Math.round(ms / 1000)} s`;

/** @param who - may not call. */
const refused = (
  bench: Bench,
  sent: string,
  credential: Awaited<ReturnType<Bench["pki"]["client"]>> | null,
): Promise<Finding> =>
  whilePlugin(bench, async ({ line }) => {
    const dialling = await overTls(credential);
    const put = await callOnce(line.endpoint, dialling, paths.put, putRequest("key", everyByte));
    return judged(put.httpStatus === null, sent, shownAnswer(put));
  });

/** Mode auto-mtls: go-plugin's exchange of certificates. */
export const beingAPlugin: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "plugin-serves-host",
    sentence:
      "serves the host whose certificate is in PLUGIN_CLIENT_CERT, with the certificate of field 6",
    check: (bench) =>
      whilePlugin(bench, async ({ line, asHost }) => {
        const put = await callOnce(line.endpoint, asHost, paths.put, putRequest("key", everyByte));
        return judged(put.status === "OK", "a put of the host", shownAnswer(put));
      }),
  },
  {
    ...server,
    id: "certificate-encoding",
    sentence: "prints field 6 in base64 of the standard alphabet, without padding",
    check: (bench) =>
      whilePlugin(bench, async ({ field, certificate }) => {
        const expected = certificate.raw.toString("base64").replaceAll("=", "");
        return judged(
          field === expected,
          "PLUGIN_CLIENT_CERT",
          `${field.slice(0, 16)}…${field.slice(-8)}`,
        );
      }),
  },
  {
    ...server,
    id: "own-certificate-names",
    sentence: "makes a self-signed leaf: CA:FALSE, CN and SAN localhost",
    check: (bench) =>
      whilePlugin(bench, async ({ certificate }) => {
        const facts = certificateFacts(certificate.raw);
        const isSelfSigned = certificate.verify(certificate.publicKey);
        const hasNames =
          certificate.subject === "CN=localhost" &&
          certificate.checkHost("localhost", { subject: "never" }) !== undefined;
        const isLeaf = facts !== null && !facts.isCa && facts.ca === undefined;
        return judged(
          isSelfSigned && hasNames && isLeaf,
          "PLUGIN_CLIENT_CERT",
          `${isSelfSigned ? "self-signed" : "not self-signed"}, ${isLeaf ? "CA:FALSE" : "CA:TRUE"}, subject ${certificate.subject}, names ${certificate.subjectAltName ?? "none"}`,
        );
      }),
  },
  {
    ...server,
    id: "own-certificate-time",
    sentence: "makes a leaf whose time begins 30 s ago and lasts a day",
    check: (bench) =>
      whilePlugin(bench, async ({ certificate }) => {
        const now = Date.now();
        const ago = now - certificate.validFromDate.getTime();
        const left = certificate.validToDate.getTime() - now;
        const isMet =
          Math.abs(ago - backdatedMs) < toleranceMs &&
          Math.abs(left - lastsMs) < backdatedMs + toleranceMs;
        const came = `begins ${seconds(ago)} ago, ends in ${seconds(left)}`;
        return judged(isMet, "PLUGIN_CLIENT_CERT", came);
      }),
  },
  {
    ...server,
    id: "own-certificate-key",
    sentence: "makes the leaf over the key that it is given",
    check: async (bench) => {
      const { key } = await bench.pki.server(keyType);
      const expected = createPublicKey(createPrivateKey(await readFile(key)));
      return whilePlugin(bench, async ({ certificate }) => {
        const isSame = certificate.publicKey.equals(expected);
        const sent = `keyType ${keyType} and the file of the key`;
        return judged(isSame, sent, isSame ? "its public key" : "another public key");
      });
    },
  },
  {
    ...server,
    id: "host-certificate-required",
    sentence: "requires a certificate that PLUGIN_CLIENT_CERT verifies",
    check: async (bench) =>
      every([
        await refused(bench, "a put of a client without a certificate", null),
        await refused(bench, "a put with another certificate", await bench.pki.impostorPlugin()),
      ]),
  },
];
