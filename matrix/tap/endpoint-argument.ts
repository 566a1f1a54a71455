import { Misuse } from "../domain/misuse.ts";
import type { Endpoint } from "../run/observe/tap.ts";

const loopback = "127.0.0.1";

/**
 * Reads "host:port", "[::1]:port", a port alone, or "unix:" and a path.
 *
 * @param name - of the option, for the sentence.
 * @throws Misuse for anything else.
 */
export const endpointArgument = (name: string, text: string): Endpoint => {
  if (text.startsWith("unix:") && text.length > "unix:".length) {
    return { network: "unix", address: text.slice("unix:".length) };
  }
  const [, host = "", digits = ""] = /^(?:(\[[^\]]+\]|[^:]*):)?(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (digits === "" || port > 65_535) {
    throw new Misuse(`${name} ${text} is no address; write host:port or unix:/path`);
  }
  return { network: "tcp", address: `${host || loopback}:${port}` };
};

/** Whether others than programs of this machine can reach it. */
export const isOpenToOthers = ({ network, address }: Endpoint): boolean =>
  network === "tcp" && !/^(127\.\d+\.\d+\.\d+|localhost|\[::1\]):\d+$/.test(address);
