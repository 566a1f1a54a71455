import type { EndpointSymptoms } from "../diagnose/rule.ts";
import type { CauseCode, Diagnosis, Quote } from "../domain/cause.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import { withDoubt } from "../domain/doubt.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { StackName } from "../knowledge/stacks.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { atMost } from "./at-most.ts";
import { attemptCall, type CallAttempt } from "./attempt-call.ts";
import { type Experiments, experimentsFor, noExperiments } from "./experiments.ts";
import { closedSilently, type Handshake } from "./handshake.ts";
import type { Question } from "./question.ts";
import { symptomsOf } from "./symptoms.ts";
import { shownEndpoint } from "./target.ts";
import { asAsked } from "./verified-name.ts";

/** One attempt, and whose it was. */
export type Attempted = Readonly<{
  as: StackName | null;
  /** `client`: the stack's own; `probe`: a hello of its shape. */
  by: "client" | "probe";
  attempt: CallAttempt;
  diagnosis: Diagnosis | null;
}>;

/**
 * One attempt at the first address, or one for each stack that was named; then one at each address that deviates.
 *
 * @param hello - what OpenSSL's own ClientHello came to at the first address.
 */
export const attemptAll = async (
  [main, ...deviating]: readonly Endpoint[],
  question: Question,
  evidence: EndpointEvidence,
  hello: Handshake,
  defaultRoots: () => readonly CertificateFacts[],
): Promise<readonly Attempted[]> => {
  if (!main) return [];
  const as: readonly (StackName | null)[] = question.stacks.length > 0 ? question.stacks : [null];
  const plan = [
    ...as.map((stack) => ({ to: main, as: stack })),
    ...deviating.map((to) => ({ to, as: as[0] ?? null })),
  ];
  const made = await atMost(1, plan, ({ to, as: stack }) => {
    // What another address showed says nothing of this one.
    const seen =
      to === main
        ? evidence
        : {
            address: shownEndpoint(to),
            addresses: evidence.addresses,
            inTheClear: null,
            serverCertificate: null,
          };
    const elsewhere = to === main && stack === null ? sameHello(hello, question) : null;
    return attempted(stack, to, question, seen, defaultRoots, elsewhere);
  });
  return [...made].sort((a, b) => Number(a.diagnosis === null) - Number(b.diagnosis === null));
};

const attempted = async (
  stack: StackName | null,
  to: Endpoint,
  question: Question,
  seen: EndpointEvidence,
  defaultRoots: () => readonly CertificateFacts[],
  elsewhere: EndpointSymptoms["helloElsewhere"],
): Promise<Attempted> => {
  const asked = asAsked(question, stack);
  const isNamed = stack !== null && question.stacks.includes(stack);
  const real = isNamed ? await byClient(stack, to, asked) : null;
  const attempt = real ?? (await attemptCall(to, asked, stack));
  const experiments = await experimentsFor(attempt, to, asked);
  const { health } = attempt;
  const serves = health !== "NOT_SERVING" && health !== "UNKNOWN";
  const shown = serves ? seen : { ...seen, health };
  const diagnosis = await diagnosed(attempt, asked, experiments, shown, defaultRoots, elsewhere);
  return { as: stack, by: real ? "client" : "probe", attempt, diagnosis };
};

/** How many are made at once that differ. */
export const differingAtOnce = 2;

/**
 * An attempt for each stack whose ClientHello came to another end than that of the attempt which decides: why, and how it
 * goes on, shows in an attempt of its own alone. None where stacks were named, which have theirs; and none for node, whose
 * ClientHello the decisive attempt has.
 */
export const attemptDiffering = async (
  [decisive]: readonly Attempted[],
  hellos: ReadonlyMap<StackName, Handshake>,
  main: Endpoint,
  question: Question,
  evidence: EndpointEvidence,
  defaultRoots: () => readonly CertificateFacts[],
): Promise<readonly Attempted[]> => {
  const tls = decisiveConnection(decisive?.attempt.connections ?? [])?.wire.tls;
  if (!tls || question.stacks.length > 0) return [];
  const other = tls.serverHello ? "refused" : "accepted";
  const differing = [...hellos].flatMap(([stack, { kind }]) =>
    kind === other && stack !== "node" ? [stack] : [],
  );
  return atMost(differingAtOnce, differing, (stack) =>
    attempted(stack, main, question, evidence, defaultRoots, null),
  );
};

/** Causes of which a client that goes on without ALPN sees more than one that leaves. */
const behindAlpn: ReadonlySet<CauseCode> = new Set([
  "other-protocol",
  "peer-speaks-http1",
  "peer-not-http2",
]);

/**
 * What stands behind an endpoint that chooses nothing by ALPN, as a client meets it that goes on all the same.
 *
 * @param attempts - of which the first one says that nothing was chosen.
 * @returns the attempts, the first with what speaks there besides or in place of its cause, and whether HTTP/2 does.
 */
export const goneOn = async (
  attempts: readonly Attempted[],
  main: Endpoint,
  question: Question,
  evidence: EndpointEvidence,
  defaultRoots: () => readonly CertificateFacts[],
): Promise<Readonly<{ attempts: readonly Attempted[]; serves: boolean }>> => {
  const attempt = await attemptCall(main, question, "node");
  if (attempt.end === "passed") return { attempts, serves: true };
  const told = await diagnosed(attempt, question, noExperiments, evidence, defaultRoots, null);
  const [first, ...others] = attempts;
  const [cause] = told?.causes ?? [];
  if (!first?.diagnosis) return { attempts, serves: false };
  const isNamed = cause?.decided === true && behindAlpn.has(cause.code);
  // A web server without HTTP/2 lacks the protocol in both; another one is for other clients altogether, and has no h2 to choose.
  const isForeign = cause?.code === "other-protocol";
  const met: Quote = {
    by: "orchestrator",
    text: `a client that goes on without ALPN met: ${attempt.error ?? "nothing"}`,
  };
  const [own, ...later] = first.diagnosis.causes;
  const diagnosis: Diagnosis = isNamed
    ? {
        ...first.diagnosis,
        causes: isForeign ? [cause, ...later] : [...(own ? [own] : []), cause, ...later],
      }
    : {
        determinable: false,
        causes: own
          ? [withDoubt({ ...own, matched: [...own.matched, met] }, nothingBehind), ...later]
          : [],
        nextCheck:
          "see what listens there (ss -ltnp on its host): a server of gRPC wants h2 by ALPN where TLS ends, and another one another port",
      };
  return { attempts: [{ ...first, diagnosis }, ...others], serves: false };
};

const nothingBehind = "no HTTP/2 was found behind it: what listens there may be no server of gRPC";

/** null where it was not answered, or answered with a protocol that the attempt does not offer. */
const sameHello = (hello: Handshake, { alpn }: Question): EndpointSymptoms["helloElsewhere"] => {
  if (hello.kind === "accepted" && (hello.alpn === null || alpn.includes(hello.alpn))) {
    return { end: "finished", saw: `TLS ${hello.version}, ${hello.cipherSuite}` };
  }
  return hello.kind === "refused" && hello.saw !== closedSilently
    ? { end: "refused", saw: hello.saw }
    : null;
};

/** Loaded here: what reads manifests and starts processes is for named stacks alone. */
const byClient = async (stack: StackName, to: Endpoint, question: Question) => {
  const { attemptWithClient } = await import("./real-client.ts");
  return attemptWithClient(stack, to, question);
};

/** The rules are loaded where something is wrong: they take half the time of a start. */
const diagnosed = async (
  attempt: CallAttempt,
  question: Question,
  experiments: Experiments,
  endpoint: EndpointEvidence,
  defaultRoots: () => readonly CertificateFacts[],
  helloElsewhere: EndpointSymptoms["helloElsewhere"],
): Promise<Diagnosis | null> => {
  const at = new Date().toISOString();
  const symptoms = symptomsOf(attempt, question, experiments, endpoint, at, defaultRoots);
  if (!symptoms) return null;
  const { diagnose } = await import("../diagnose/diagnose.ts");
  return diagnose({ ...symptoms, helloElsewhere });
};

/** The attempt that cannot be made, where no address lets anybody in. */
export const unreachable = async (
  dialError: string,
  question: Question,
  endpoint: EndpointEvidence,
  defaultRoots: () => readonly CertificateFacts[],
): Promise<Attempted> => {
  const attempt = unreached(undialled(endpoint.address, dialError));
  const diagnosis = await diagnosed(attempt, question, noExperiments, endpoint, defaultRoots, null);
  return { as: null, by: "probe", attempt, diagnosis };
};

const undialled = (serverAddress: string, dialError: string): ConnectionEvidence => ({
  clientAddress: "",
  serverAddress,
  openedMs: 0,
  closedMs: 0,
  bytes: { client: 0, server: 0 },
  firstClose: null,
  dialError,
  passages: [],
  wire: {
    client: { protocol: "nothing", firstBytes: "" },
    server: { protocol: "nothing", firstBytes: "", httpStatusLine: null },
    tls: null,
    http2: null,
    messages: [],
  },
});

/** What a client reports where no address lets it in. */
const unreached = (connection: ConnectionEvidence): CallAttempt => ({
  connections: [connection],
  steps: [
    {
      name: "health",
      elapsedMs: 0,
      calls: [{ status: "UNAVAILABLE", message: connection.dialError ?? "", chain: [] }],
    },
  ],
  end: "failed",
  error: connection.dialError,
  answers: [],
  again: null,
  settings: null,
  health: null,
  services: null,
  elapsedMs: 0,
});
