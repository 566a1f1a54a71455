import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Eventual } from "../limits/eventual.ts";
import type { Endpoint } from "../run/observe/tap.ts";
import { joined, type ProbeTarget } from "./target.ts";

export type Resolved = Readonly<{
  endpoints: readonly Endpoint[];
  /** getaddrinfo's words; null where there are addresses. */
  error: string | null;
}>;

/** Every address of the target, in the order in which getaddrinfo gives them (RFC 6724), as most stacks ask it. */
export const resolveTarget = async (target: ProbeTarget, limitMs: number): Promise<Resolved> => {
  if (target.kind === "unix") {
    return { endpoints: [{ network: "unix", address: target.path }], error: null };
  }
  const { host, port } = target;
  const endpoint = (address: string): Endpoint => ({
    network: "tcp",
    address: joined(address, port),
  });
  if (isIP(host) !== 0) return { endpoints: [endpoint(host)], error: null };
  try {
    const looking = Eventual.of(lookup(host, { all: true, order: "verbatim" }));
    const found = await looking.orAfter(limitMs, null);
    if (found === null) {
      return {
        endpoints: [],
        error: `getaddrinfo EAI_AGAIN ${host}: no answer within ${limitMs} ms`,
      };
    }
    return { endpoints: found.map(({ address }) => endpoint(address)), error: null };
  } catch (error) {
    return { endpoints: [], error: (error as Error).message };
  }
};
