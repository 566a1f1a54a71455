import { isIP } from "node:net";
import { Misuse } from "../domain/misuse.ts";
import { type StackName, stackNames } from "../knowledge/stacks.ts";
import { defaultTimeoutMs } from "./answer-limits.ts";
import { readCredential, readRoots } from "./credentials.ts";
import type { OwnCall, Question } from "./question.ts";
import { joined, type ProbeTarget, parseTarget } from "./target.ts";

/** The command line's words; what is left out is undefined. */
export type ProbeOptions = Readonly<{
  ca?: string;
  cert?: string;
  key?: string;
  serverName?: string;
  alpn?: readonly string[];
  plaintext?: boolean;
  authority?: string;
  /** Metadata of the calls, each `name: value`. */
  header?: readonly string[];
  /** Milliseconds that the peer is waited for on each rung. */
  timeout?: number;
  as?: readonly string[];
  /** `package.Service/Method`, called beside health and reflection. */
  call?: string;
  /** The message of that call, protobuf in hexadecimal. */
  message?: string;
}>;

/** A healthy peer answers at once; one that sleeps or is far away may not. */

/** @throws Misuse, one sentence, for options that do not go together and files that cannot be used. */
export const questionOf = async (target: string, options: ProbeOptions): Promise<Question> => {
  const { ca, cert, key, plaintext = false } = options;
  const parsed = parseTarget(target);
  if ((cert === undefined) !== (key === undefined)) {
    throw new Misuse("--cert and --key go together: a certificate is of no use without its key");
  }
  if (plaintext && (ca ?? cert ?? options.serverName) !== undefined) {
    throw new Misuse("--plaintext has no use for --ca, --cert, --key or --server-name");
  }
  const host = parsed.kind === "unix" ? "localhost" : parsed.host;
  const [roots, credential] = await Promise.all([
    ca === undefined ? null : readRoots(ca),
    cert === undefined || key === undefined ? null : readCredential(cert, key),
  ]);
  const serverName = options.serverName ?? host.replace(/\.$/, "");
  return {
    target: parsed,
    mode: plaintext ? "none" : credential ? "mtls" : "tls",
    serverName,
    authority: options.authority ?? authorityOf(parsed, options.serverName),
    metadata: Object.fromEntries((options.header ?? []).map(fieldOf)),
    given: [
      ...(options.serverName === undefined ? [] : (["server-name"] as const)),
      ...(options.authority === undefined ? [] : (["authority"] as const)),
    ],
    alpn: options.alpn ?? ["h2"],
    roots,
    credential,
    stacks: (options.as ?? []).map(stackNamed),
    ownCall: ownCallOf(options),
    timeoutMs: options.timeout ?? defaultTimeoutMs,
  };
};

/** As gRPC's libraries make it: the target, or the name that was set to verify. */
const authorityOf = (target: ProbeTarget, serverName: string | undefined): string => {
  if (serverName !== undefined) return isIP(serverName) === 6 ? `[${serverName}]` : serverName;
  return target.kind === "unix" ? "localhost" : joined(target.host, target.port);
};

/** Fields that HTTP/2 does not have, or that the call has of its own (RFC 9113 section 8.2.2, gRPC over HTTP/2). */
const reserved =
  /^(?:connection|upgrade|http2-settings|keep-alive|proxy-connection|transfer-encoding|host|te|content-type|content-length|user-agent|grpc-.*)$/;

const fieldOf = (text: string): readonly [string, string] => {
  const [, name = "", value = ""] = /^([\w.-]+):([ -~]+)$/.exec(text) ?? [];
  const lower = name.toLowerCase();
  // What may be a token is not repeated.
  if (name === "") throw new Misuse("--header is no field; give 'name: value', in ASCII");
  if (reserved.test(lower)) throw new Misuse(`--header ${lower}: a call has that field of its own`);
  return [lower, value.trim()];
};

const stackNamed = (name: string): StackName => {
  const found = stackNames.find((one) => one === name);
  if (found) return found;
  throw new Misuse(`--as ${name}: there is no such stack; there are ${stackNames.join(", ")}`);
};

const ownCallOf = ({ call, message }: ProbeOptions): OwnCall | null => {
  if (call === undefined) {
    if (message === undefined) return null;
    throw new Misuse("--message goes with --call");
  }
  const path = call.startsWith("/") ? call : `/${call}`;
  if (!/^\/[\w.]+\/\w+$/.test(path)) {
    throw new Misuse(`--call ${call} is no method; give package.Service/Method`);
  }
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(message ?? "")) {
    throw new Misuse("--message is no hexadecimal text of whole bytes");
  }
  return { path, message: Buffer.from(message ?? "", "hex") };
};
