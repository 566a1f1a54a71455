import type { ProbeReport, ProbeRungName } from "../domain/probe-report.ts";
import type { ProbeOptions } from "./question-of.ts";

/**
 * What to type after a probe; null where it is healthy. What a peer or a user wrote is quoted for a POSIX shell: the
 * line is made to be copied.
 */
export const nextCommand = (
  { target, diagnosis, rungs }: ProbeReport,
  { ca, serverName }: ProbeOptions,
): string | null => {
  const [cause] = diagnosis?.causes ?? [];
  if (!cause) return null;
  const probe = (...words: readonly string[]) =>
    ["npm run matrix -- probe", quoted(target), ...words].join(" ");
  const roots = ca === undefined ? [] : ["--ca", quoted(ca)];
  const kept = [
    ...roots,
    ...(serverName === undefined ? [] : ["--server-name", quoted(serverName)]),
  ];
  const factOf = (rung: ProbeRungName, name: string) =>
    rungs.find((one) => one.name === rung)?.facts.find((fact) => fact.name === name)?.value;
  const tlsFact = (name: string) => factOf("tls", name);
  const inTheClear = clearFacts.map((name) => factOf("speaks", name)).find(isHttp);
  switch (cause.code) {
    case "tls-client-to-plaintext-port":
      if (inTheClear === "HTTP/2") return probe("--plaintext");
      return inTheClear?.startsWith("HTTP/1") ? `curl -v ${quoted(`http://${target}/`)}` : null;
    // Nothing of gRPC's answers there, whatever is tried.
    case "other-protocol":
    case "peer-not-http2":
      return null;
    case "proxy-protocol-expected":
      return `curl -v --haproxy-protocol --http2-prior-knowledge ${quoted(`http://${target}/`)}`;
    case "plaintext-client-to-tls-port":
      return probe("--ca", "<authority>.pem");
    case "unknown-ca":
    case "incomplete-chain":
      return `openssl s_client -showcerts -alpn h2 -connect ${quoted(target)} </dev/null`;
    case "hostname-mismatch": {
      const [name] = tlsFact("names")?.split(", ") ?? [];
      return name === undefined ? null : probe(...roots, "--server-name", quoted(name));
    }
    case "client-certificate-missing":
      return probe(...kept, "--cert", "<client>.crt", "--key", "<client>.key");
    case "alpn-not-negotiated":
    case "alpn-mismatch":
      return `openssl s_client -alpn h2 -connect ${quoted(target)} </dev/null | grep ALPN`;
    case "peer-speaks-http1":
    case "http-status-from-intermediary":
    case "redirected":
    case "credentials-required":
    case "access-denied":
    case "path-not-routed":
    case "rate-limited":
      return tlsFact("chosen") === undefined
        ? `curl -v ${quoted(`http://${target}/`)}`
        : `curl -vk ${quoted(`https://${target}/`)}`;
    case "name-not-resolved":
      return `getent ahosts ${quoted(target.replace(/:\d+$/, ""))}`;
    case "socket-not-permitted":
      return `ls -l ${quoted(target.replace(/^unix:/, ""))}; id`;
    default:
      // What is certain, the same question would tell again.
      return cause.decided ? null : probe(...kept, "--timeout", "10000", "--json");
  }
};

/** What the address answers without TLS (network-rungs.ts). */
const clearFacts = ["to HTTP/2 in the clear", "to HTTP/1.1 in the clear"];

const isHttp = (answer: string | undefined): boolean => answer?.startsWith("HTTP/") === true;

/** As one word of a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w.:/@%+=,[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
