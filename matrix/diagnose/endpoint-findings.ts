/** What only a probe can find: from what an endpoint answered to other questions than a client's own. */
import type { Quote } from "../domain/cause.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import { certificateFindings, lastOfPath } from "./certificate-findings.ts";
import { clientCertificateRejection, serverCertificateRejection } from "./certificate-rejection.ts";
import { firstBytes } from "./first-bytes.ts";
import {
  type EndpointSymptoms,
  type Finding,
  quoted,
  type Symptoms,
  seenIn,
  wire,
} from "./rule.ts";

const tried = (text: string): Quote => quoted("orchestrator", text);

/** No resolver knows the target's name. */
export const unresolved = ({ serverAddress, dialError }: ConnectionEvidence): Finding => ({
  side: "client",
  decided: true,
  sentence: `The name in the target ${serverAddress} cannot be resolved here.`,
  matched: [tried(dialError ?? "")],
  remedy: "correct the name, or resolve it where the client runs: a container has names of its own",
});

const errorsOf = (
  { dialError }: ConnectionEvidence,
  { addresses }: EndpointEvidence,
): readonly Quote[] => {
  const errors = addresses.flatMap(({ address, dialError: error }) =>
    error === null ? [] : [tried(`${address}: ${error}`)],
  );
  return errors.length > 0 ? errors : [tried(dialError ?? "")];
};

/** Nothing answers the attempt to connect: who refuses it answers with a RST. */
export const connectUnanswered = (
  connection: ConnectionEvidence,
  endpoint: EndpointEvidence,
): Finding => ({
  side: null,
  decided: false,
  sentence: `${connection.serverAddress} cannot be reached: nothing answers the attempt to connect.`,
  matched: errorsOf(connection, endpoint),
  remedy:
    "correct the host, let a firewall on the way pass the port, or see why the server accepts no more connections (a full backlog)",
  nextCheck:
    "on the server's own host see whether its backlog is full (ss -ltn: Recv-Q over Send-Q), and connect from there: if that works, something between drops packets",
});

/** The client's machine, or a router on the way, says that it has no way there. */
export const noWayThere = (
  connection: ConnectionEvidence,
  endpoint: EndpointEvidence,
): Finding => ({
  side: "between",
  decided: true,
  sentence: `No packet gets to ${connection.serverAddress}: there is no route, or the machine does not answer in its own network.`,
  matched: errorsOf(connection, endpoint),
  remedy:
    "give the client's machine or container a route to the address (ip route get), or dial an address that is reached",
});

/** Somebody answered that none of the target's addresses lets anybody in. */
export const unreachable = (
  { serverAddress, dialError }: ConnectionEvidence,
  { address, addresses, otherLoopback }: EndpointEvidence,
): Finding => {
  const errors = addresses.flatMap(({ address, dialError: error }) =>
    error === null ? [] : [tried(`${address}: ${error}`)],
  );
  const refused = /ECONNREFUSED|ENOENT/.test(dialError ?? "");
  if (
    refused &&
    addresses.some(({ address: one, dialError: error }) => one === address && !error)
  ) {
    return {
      side: null,
      decided: false,
      sentence: `${serverAddress} accepted a connection and refused the next: its server ended, or restarts.`,
      matched: [
        tried("an earlier connection to the same address was accepted"),
        tried(dialError ?? ""),
      ],
      remedy: "read why the server ended in its log; let it serve more than one connection",
      nextCheck:
        "see whether the server's process still runs (ss -ltnp on its host), then probe again",
    };
  }
  const socket = unixSocket(serverAddress, dialError ?? "");
  if (socket) return { ...socket, side: null, decided: true, matched: errors };
  if (refused && otherLoopback !== undefined) {
    return {
      side: null,
      decided: true,
      sentence: `Nobody accepts connections at ${serverAddress}, and somebody does at ${otherLoopback}.`,
      matched: [...errors, tried(`${otherLoopback} accepts connections`)],
      remedy: `dial ${otherLoopback}, or let the server listen on addresses of both families`,
    };
  }
  return {
    // Whether the address is wrong or the server is down cannot be seen from here.
    side: null,
    decided: refused,
    sentence: refused
      ? `Nobody accepts connections at ${serverAddress}.`
      : `${serverAddress} cannot be reached.`,
    matched: errors.length > 0 ? errors : [tried(dialError ?? "")],
    remedy: "correct host and port, or start the server there, on an address that others can reach",
    nextCheck: "connect from the server's own host: if that works, something between drops packets",
  };
};

/** The socket's file is not there, or nobody has it open any more; null for what is no such socket. */
const unixSocket = (
  address: string,
  dialError: string,
): Pick<Finding, "sentence" | "remedy"> | null => {
  if (!address.startsWith("unix:")) return null;
  if (/\bENOENT\b/.test(dialError)) {
    return {
      sentence: `There is no socket at ${address}.`,
      remedy:
        "correct the path, or start the server that makes the socket; a container sees those alone that are mounted into it",
    };
  }
  return /\bECONNREFUSED\b/.test(dialError)
    ? {
        sentence: `Nobody listens on the socket ${address}: the program that made it has ended, or does not listen.`,
        remedy: "start the server again, and let it remove the file that is left before it listens",
      }
    : null;
};

/** TLS was left without a byte where HTTP is answered in the clear: servers that want no TLS may just leave. */
export const servesInTheClear = (symptoms: Symptoms): Finding | undefined => {
  const clear = symptoms.endpoint?.inTheClear;
  if (clear?.kind !== "http2" && clear?.kind !== "http1") return undefined;
  const { connection } = seenIn(symptoms.evidence);
  return {
    side: "server",
    decided: true,
    sentence: "The client began TLS with a server that speaks HTTP in the clear.",
    matched: [
      ...(connection ? [firstBytes(connection, "client")] : []),
      wire("no byte of the server"),
      tried(`in the clear the same address answered with ${clear.saw}`),
    ],
    remedy:
      clear.kind === "http2"
        ? "connect without TLS, or serve TLS on this address"
        : "dial the address that serves gRPC over TLS: this one speaks HTTP/1 in the clear",
  };
};

/** A method that the caller named is not there. */
export const methodUnknown = (symptoms: Symptoms, said: Quote): Finding => {
  const { answers } = seenIn(symptoms.evidence);
  const seen = answers.some(({ grpcStatus }) => grpcStatus === "UNIMPLEMENTED");
  return {
    side: seen ? "server" : null,
    decided: seen,
    sentence: "The server speaks gRPC and does not have the method that was called.",
    matched: [said],
    remedy:
      "compare package, service and method with what reflection lists; dial the server that has it",
    nextCheck:
      "see whether the answer has a grpc-status of its own: libraries make one from HTTP 404",
  };
};

/** The addresses of one name are different servers: which of them a client reaches is chance. */
export const differingAddresses = ({ endpoint }: EndpointSymptoms): Finding | undefined => {
  const asked = endpoint.addresses.filter(({ answer }) => answer !== null);
  if (new Set(asked.map(({ answer }) => answer)).size < 2) return undefined;
  return {
    side: null,
    decided: false,
    sentence: `The name's addresses answer differently; the failed attempt went to ${endpoint.address}.`,
    matched: asked.map(({ address, answer }) => tried(`${address}: ${answer}`)),
    remedy: "let the name point to servers of one kind",
    nextCheck:
      "probe each address with --server-name, and compare: handshake-matrix probe <one> --compare <other>",
  };
};

/**
 * The server left a client whose certificate has nothing wrong with it. Whom the server trusts only its
 * CertificateRequest tells, if it names anybody; an intermediate certificate that is missing looks the same.
 */
export const untrustedIssuer = (symptoms: Symptoms): Finding | undefined => {
  const { endpoint, evidence } = symptoms;
  const rejection = endpoint && clientCertificateRejection(symptoms);
  if (rejection?.presenter !== "client" || rejection.seen !== "sent") return undefined;
  const { chain, named, quotes } = rejection;
  if (certificateFindings(chain, "client", evidence.configured).length > 0) return undefined;
  if (named.length > 0 && !named.includes("client-certificate-untrusted")) return undefined;
  const authorities = seenIn(evidence).tls?.certificateRequest?.authorities ?? [];
  const issuer = chain.at(-1)?.issuer ?? "";
  if (named.length === 0 && authorities.includes(issuer)) return undefined;
  return {
    side: "client",
    decided: false,
    sentence:
      "The server does not go on with the client's certificate, most likely for its issuer.",
    matched: [
      tried(`the client's certificate was issued by ${issuer}`),
      wire(`CertificateRequest names the authorities: ${authorities.join("; ") || "none"}`),
      ...quotes,
    ],
    remedy:
      "use a certificate that an authority of the server's issued, and send its intermediate certificates along",
    nextCheck:
      "openssl verify -CAfile <authorities of the server> -untrusted <chain> <client certificate>; the server's log says more",
  };
};

/** Whoever sees neither the authority nor the chain's missing part cannot tell an unknown authority from that. */
export const unsentIntermediate = (symptoms: Symptoms): Finding | undefined => {
  if (!symptoms.endpoint) return undefined;
  const server = serverCertificateRejection(symptoms);
  const open = certificateFindings(server?.chain ?? [], "server", symptoms.evidence.configured);
  const ofServer = open.some(
    ({ code, certainty }) => code === "unknown-ca" && certainty === "open",
  );
  const client =
    ofServer || !untrustedIssuer(symptoms) ? null : clientCertificateRejection(symptoms);
  const chain = (ofServer ? server?.chain : client?.chain) ?? [];
  const last = lastOfPath(chain);
  if (!last || last.issuer === last.subject) return undefined;
  const whose = ofServer ? "server" : "client";
  return {
    side: whose,
    decided: false,
    sentence: `The ${whose} perhaps leaves out the intermediate certificate that leads to a trusted authority.`,
    matched: [
      wire(`certificates of the ${whose}: ${chain.length}; the last was issued by ${last.issuer}`),
    ],
    remedy: `append the intermediate certificates to the ${whose} certificate file`,
    nextCheck: "openssl verify -CAfile <trusted> -untrusted <intermediate> <certificate>",
  };
};
