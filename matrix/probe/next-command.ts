import { isOfSome } from "../diagnose/unsteady-endpoint.ts";
import type { ProbeReport, ProbeRungName } from "../domain/probe-report.ts";
import { longestHandshakeMs } from "../knowledge/handshake-patience.ts";
import { unanswered } from "../run/dial/grpc-session.ts";
import { otherFamily } from "./network-rungs.ts";
import type { ProbeOptions } from "./question-of.ts";
import { calledAgain } from "./told-unsteady.ts";

/**
 * What to type after a probe: the check that decides, or what is missing in what was asked; null where it is healthy, or
 * where no command tells more. What a peer or a user wrote is quoted for a POSIX shell: the line is made to be copied.
 */
export const nextCommand = (
  { target, diagnosis, rungs }: ProbeReport,
  options: ProbeOptions,
): string | null => {
  const [cause] = diagnosis?.causes ?? [];
  // What other connections contradict, another question tells no better.
  if (!cause || isOfSome(cause)) return null;
  const { serverName, authority, cert, call, header, timeout = 0 } = options;
  const probe = (...words: readonly string[]) =>
    ["handshake-matrix probe", quoted(target), ...words].join(" ");
  const again = (...words: readonly string[]) => probe(...asked(options), ...words);
  const factOf = (rung: ProbeRungName, name: string) =>
    rungs.find((one) => one.name === rung)?.facts.find((fact) => fact.name === name)?.value;
  const verdictOf = (rung: ProbeRungName) => rungs.find((one) => one.name === rung)?.verdict;
  const speaksTls = factOf("tls", "chosen") !== undefined;
  const curl = speaksTls
    ? `curl -vk ${quoted(`https://${target}/`)}`
    : `curl -v ${quoted(`http://${target}/`)}`;
  const openssl = (words: string) =>
    `openssl s_client ${words} -connect ${quoted(target)}${serverName === undefined ? "" : ` -servername ${quoted(serverName)}`} </dev/null`;
  const underAnotherName = () => {
    const { serverName: _name, authority: _authority, ...others } = options;
    return probe(...asked(others), speaksTls ? "--authority" : "--server-name", "<name>");
  };
  const withCertificate = () => again("--cert", "<client>.crt", "--key", "<client>.key");
  // What resets every connection has read no name.
  const isUnheard = () =>
    verdictOf("speaks") === "failed" &&
    clearFacts.every((name) => !/RST/.test(factOf("speaks", name) ?? ""));
  const inTheClear = clearFacts.map((name) => factOf("speaks", name)).find(isHttp);
  switch (cause.code) {
    case "tls-client-to-plaintext-port":
      if (inTheClear === "HTTP/2") return probe("--plaintext");
      return inTheClear?.startsWith("HTTP/1") ? `curl -v ${quoted(`http://${target}/`)}` : null;
    case "connection-refused": {
      const other = factOf("connect", otherFamily);
      if (other === undefined) return null;
      const named = options.plaintext ? {} : { serverName: serverName ?? hostOf(target) };
      const words = asked({ ...options, ...named });
      return ["handshake-matrix probe", quoted(other), ...words].join(" ");
    }
    case "proxy-protocol-expected":
      return factOf("speaks", "protocol")?.endsWith("TLS")
        ? `curl -vk --haproxy-protocol --http2 ${quoted(`https://${target}/`)}`
        : `curl -v --haproxy-protocol --http2-prior-knowledge ${quoted(`http://${target}/`)}`;
    case "plaintext-client-to-tls-port":
      return probe("--ca", "<authority>.pem");
    case "unknown-ca":
    case "incomplete-chain":
      return openssl("-showcerts -alpn h2");
    case "hostname-mismatch": {
      const names = factOf("tls", "names")?.split(", ") ?? [];
      // With an authority alone it is that one which a stack wanted.
      const wanted = serverName ?? (authority === undefined ? hostOf(target) : undefined);
      const others = names.filter((one) => one !== wanted);
      const name = others.find((one) => !one.startsWith("*.")) ?? others[0];
      const dialled = name?.replace(/^\*\./, "<host>.");
      return dialled === undefined ? null : probe(...asked({ ...options, serverName: dialled }));
    }
    case "client-certificate-missing":
      return withCertificate();
    case "client-certificate-untrusted":
      return cause.decided || cert === undefined
        ? null
        : `openssl verify -CAfile <authorities of the server>.pem -untrusted ${quoted(cert)} ${quoted(cert)}`;
    case "alpn-not-negotiated":
    case "alpn-mismatch":
      return `${openssl("-alpn h2")} | grep ALPN`;
    case "no-common-cipher-suite":
      if (cause.decided) return null;
      return openssl(
        speaksTls
          ? "-tls1_2 -cipher ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AESCCM:DHE+AESGCM -alpn h2"
          : "-tls1_2 -cipher ALL:aNULL:@SECLEVEL=0",
      );
    case "authority-rejected":
      return underAnotherName();
    case "closed-before-preface":
      // Where some connections are answered, more of them tell nothing and may prolong a ban.
      return isUnheard() && verdictOf("grpc") === "skipped" ? underAnotherName() : null;
    case "step-incomplete":
      // A call of another method would tell nothing of one that is answered at times.
      if (factOf("grpc", calledAgain) !== undefined) return null;
      return call === undefined ? again("--call", "<package.Service>/<Method>") : null;
    case "path-not-routed":
      return call === undefined ? again("--call", "<package.Service>/<Method>") : null;
    case "deadline-exceeded":
      // Who answered at once, and with a deadline of its own, needs no more time.
      if (factOf("grpc", "health")?.endsWith(unanswered) === false) {
        return call === undefined ? again("--call", "<package.Service>/<Method>") : null;
      }
      return cause.decided || timeout >= longTimeoutMs
        ? null
        : again("--timeout", String(longTimeoutMs));
    case "silent-peer":
    case "handshake-stalled":
      return cause.decided || timeout >= longTimeoutMs
        ? null
        : again("--timeout", String(longTimeoutMs));
    case "access-denied":
    case "credentials-required":
    case "rate-limited":
      if (factOf("grpc", "health")?.includes("HTTP status")) return curl;
      // A status of gRPC's own has no page.
      return cause.code === "credentials-required" && cause.decided && header === undefined
        ? again("--header", quoted("authorization: Bearer <token>"))
        : null;
    case "wrong-endpoint":
    case "content-type-not-grpc":
      return factOf("grpc", "health")?.includes("HTTP status") ? curl : null;
    case "peer-speaks-http1":
    case "http-status-from-intermediary":
    case "redirected":
      return curl;
    case "name-not-resolved":
      return `getent ahosts ${quoted(hostOf(target))}`;
    case "socket-not-permitted":
      return `ls -l ${quoted(target.replace(/^unix:/, ""))}; id`;
    case "undiagnosed": {
      const alert = /\((\d+)\)$/.exec(factOf("tls", "handshake") ?? "")?.[1];
      if (ofNames.has(alert ?? "") && serverName === undefined) return underAnotherName();
      return ofCertificates.has(alert ?? "") && cert === undefined ? withCertificate() : null;
    }
    default:
      // What is certain, the same question would tell again; what is not, it would leave open again.
      return null;
  }
};

/** A peer that takes seconds for each answer has given it by then. */
const longTimeoutMs = longestHandshakeMs;

/** Alerts by which a server may mean the name, and those that are about a client's certificate (RFC 8446 section 6.2). */
const ofNames: ReadonlySet<string> = new Set(["80", "112"]);
const ofCertificates: ReadonlySet<string> = new Set([
  "42",
  "43",
  "44",
  "45",
  "46",
  "48",
  "49",
  "116",
]);

/** What was asked, as it was typed, without what a next question changes anyhow. */
const asked = ({ ca, serverName, authority, header, cert, key, plaintext }: ProbeOptions) => [
  ...(plaintext ? ["--plaintext"] : []),
  // Of what may be a token the name alone.
  ...(header ?? []).flatMap((field) => ["--header", quoted(field.replace(/:.*/, ": <value>"))]),
  ...Object.entries({
    "--ca": ca,
    "--server-name": serverName,
    "--authority": authority,
    "--cert": cert,
    "--key": key,
  }).flatMap(([name, value]) => (value === undefined ? [] : [name, quoted(value)])),
];

/** What the address answers without TLS (network-rungs.ts). */
const clearFacts = ["to HTTP/2 in the clear", "to HTTP/1.1 in the clear"];

const isHttp = (answer: string | undefined): boolean => answer?.startsWith("HTTP/") === true;

const hostOf = (target: string): string => target.replace(/:\d+$/, "");

/** As one word of a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w.:/@%+=,[\]-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
