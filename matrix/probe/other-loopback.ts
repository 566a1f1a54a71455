import { isIPv4 } from "node:net";
import { addressOf, type Endpoint } from "../run/observe/tap.ts";
import { ask } from "./ask.ts";
import { joined } from "./target.ts";

/** A machine answers itself at once. */
export const loopbackMs = 300;

/** RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
const isLoopback = (host: string): boolean =>
  host === "::1" || (isIPv4(host) && host.startsWith("127."));

/**
 * The loopback address of the other family, where somebody listens at the same port; null where nobody does, and where
 * the addresses are not this machine's own or of both families.
 */
export const otherLoopback = async (endpoints: readonly Endpoint[]): Promise<string | null> => {
  const hosts = endpoints.map((endpoint) => addressOf(endpoint));
  const [first] = hosts;
  if (!first || !("port" in first)) return null;
  const names = hosts.map((one) => ("port" in one ? one.host : ""));
  const isOfOneFamily = names.every((host) => host.includes(":") === first.host.includes(":"));
  if (!names.every(isLoopback) || !isOfOneFamily) return null;
  const address = joined(first.host.includes(":") ? "127.0.0.1" : "::1", first.port);
  const limits = { connectMs: loopbackMs, listenMs: 0 };
  const { dialError } = await ask({ network: "tcp", address }, new Uint8Array(0), limits);
  return dialError === null ? address : null;
};
