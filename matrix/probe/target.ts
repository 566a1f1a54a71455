import { isIP } from "node:net";
import { resolve } from "node:path";
import { Misuse } from "../domain/misuse.ts";
import type { Endpoint } from "../run/observe/tap.ts";

/** What a target names: a socket's path, or a host, which is a name or an address, and a port. */
export type ProbeTarget = Readonly<
  { kind: "unix"; path: string } | { kind: "tcp"; host: string; port: number }
>;

/** gRPC's port for a name without one (gRPC name resolution, dns). */
const defaultPort = 443;

/**
 * @param text - `host:port`, `host`, `[v6]:port`, `unix:path`, gRPC's `dns:host:port`, or a URL of http or https.
 * @throws Misuse for what is none of these.
 */
export const parseTarget = (text: string): ProbeTarget => {
  const unix = /^unix:(?:\/\/)?(.+)$/.exec(text)?.[1];
  if (unix !== undefined) return { kind: "unix", path: resolve(unix) };
  const scheme = /^(dns|ipv4|ipv6|passthrough):(?:\/\/[^/]*\/|\/\/)?/.exec(text);
  const url = /^https?:\/\/([^/?#]+)/.exec(text);
  const rest = url
    ? (url[1] ?? "")
    : scheme && isScheme(text)
      ? text.slice(scheme[0].length)
      : text;
  const fallback = text.startsWith("http://") ? 80 : defaultPort;
  const [host, port] = hostAndPort(rest);
  const number = port === undefined ? fallback : Number(port);
  if (
    host === "" ||
    /[\s/@[\]]/.test(host) ||
    !Number.isInteger(number) ||
    number < 1 ||
    number > 65_535
  ) {
    throw new Misuse(
      `${JSON.stringify(text)} is no target; give host:port, a name, or unix:path, such as localhost:50051`,
    );
  }
  return { kind: "tcp", host, port: number };
};

/** A host may be called `dns`, with a port behind it. */
const isScheme = (text: string): boolean => !/^[a-z0-9]+:\d+$/.test(text);

const hostAndPort = (text: string): readonly [string, string | undefined] => {
  const bracketed = /^\[([^\]]+)\](?::(\d+))?$/.exec(text);
  if (bracketed) return [bracketed[1] ?? "", bracketed[2]];
  if (isIP(text) === 6) return [text, undefined];
  const colon = text.lastIndexOf(":");
  return colon === -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
};

export const shownTarget = (target: ProbeTarget): string =>
  target.kind === "unix" ? `unix:${target.path}` : joined(target.host, target.port);

/** RFC 3986 section 3.2.2. */
export const joined = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

export const shownEndpoint = ({ network, address }: Endpoint): string =>
  network === "unix" ? `unix:${address}` : address;
