import { isIP } from "node:net";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { Control, TlsTrial, Verification } from "../domain/evidence.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { tlsTrials } from "../run/proof/tls-trials.ts";
import { verifyServer } from "../run/proof/verify-server.ts";
import { attemptCall, type CallAttempt } from "./attempt-call.ts";
import type { Question } from "./question.ts";

/** What was seen beside the attempt itself. */
export type Experiments = Readonly<{
  trials: readonly TlsTrial[];
  verification: Verification | null;
  controls: readonly Control[];
}>;

export const noExperiments: Experiments = { trials: [], verification: null, controls: [] };

/** What is tried where an attempt failed and left open why, and what must fail where it passed. */
export const experimentsFor = async (
  attempt: CallAttempt,
  endpoint: Endpoint,
  question: Question,
): Promise<Experiments> => {
  const passed = attempt.end === "passed";
  const [trials, verification, controls] = await Promise.all([
    passed ? [] : trialsFor(attempt, endpoint, question),
    passed ? null : verificationFor(attempt, endpoint, question),
    passed ? controlsFor(attempt, endpoint, question) : [],
  ]);
  return { trials, verification, controls };
};

/** A refusal in the clear: a record of two bytes (RFC 8446 sections 5.1 and 6). */
const alertBytes = 7;

/** Where the server refused the first bytes, or left them without an answer, and did not say why. */
const trialsFor = async (
  { connections }: CallAttempt,
  endpoint: Endpoint,
  { serverName, credential }: Question,
): Promise<readonly TlsTrial[]> => {
  const connection = decisiveConnection(connections);
  if (!connection || connection.dialError !== null) return [];
  const { client, server, tls } = connection.wire;
  const unanswered = server.protocol === "nothing" || tls?.serverHello === null;
  if (!unanswered || client.protocol === "nothing" || connection.bytes.server > alertBytes)
    return [];
  return tlsTrials(endpoint, sni(serverName), tls?.clientHello ?? null, credential);
};

/** Where the client got the server's certificate and did not go on to HTTP/2. */
const verificationFor = async (
  { connections }: CallAttempt,
  endpoint: Endpoint,
  { serverName, roots, mode }: Question,
): Promise<Verification | null> => {
  const { tls, http2 } = decisiveConnection(connections)?.wire ?? {};
  if (!tls?.serverHello || http2?.preface === true || mode === "none" || roots === null)
    return null;
  return verifyServer(endpoint, sni(serverName), roots.file);
};

/** RFC 6066 section 3: an address is no server_name. Without one Node holds the certificate against what it dials. */
const sni = (serverName: string): string => (isIP(serverName) === 0 ? serverName : "");

/** A server that was given a client certificate without having asked for one lets in everybody. */
const controlsFor = async (
  { connections }: CallAttempt,
  endpoint: Endpoint,
  question: Question,
): Promise<readonly Control[]> => {
  const asked = decisiveConnection(connections)?.wire.tls?.certificateRequest;
  if (question.credential === null || asked) return [];
  const without = await attemptCall(endpoint, { ...question, mode: "tls", credential: null }, null);
  const accepted = without.end === "passed";
  return [
    {
      name: "no-client-certificate",
      result: accepted ? "accepted" : "inconclusive",
      subject: without.connections[0]?.serverAddress ?? "",
      saw: accepted
        ? "the server sent no CertificateRequest, and answered calls of a client without a certificate"
        : (without.error ?? "no answer"),
      elapsedMs: without.elapsedMs,
    },
  ];
};
