import type { ConnectionOptions } from "node:tls";
import type { Endpoint } from "../run/observe/tap.ts";
import { atMost } from "./at-most.ts";
import { type Handshake, type HandshakeOptions, handshake } from "./handshake.ts";
import type { Question } from "./question.ts";
import { httpRequest } from "./speaks.ts";

/** What a server makes of ClientHellos that are cut down to one value. */
export type TlsOffers = Readonly<{
  versions: readonly Offer[];
  groups: readonly Offer[];
  /** With `http/1.1` alone, over which GET / was then asked, and without ALPN. */
  http1: Handshake;
  withoutAlpn: Handshake;
}>;

export type Offer = Readonly<{ name: string; handshake: Handshake }>;

/** At once: a server that counts connections is not to take the probe for a flood. */
const connectionsAtOnce = 4;

const level0 = "DEFAULT:@SECLEVEL=0";

const versions: readonly (readonly [string, ConnectionOptions])[] = [
  ["1.3", { minVersion: "TLSv1.3", maxVersion: "TLSv1.3" }],
  ["1.2", { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" }],
  // RFC 8996 forbids them; no gRPC stack offers them.
  ["1.1 or 1.0", { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: level0 }],
];

/** What the stacks offer (stack-hello.ts), but for those that every peer of the one has the other of. */
const groups = ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"];

/** How many connections {@link tlsOffers} opens. */
export const offerConnections = versions.length + groups.length + 2;

export const tlsOffers = async (
  endpoint: Endpoint,
  { serverName, authority, credential }: Question,
  limitMs: number,
): Promise<TlsOffers> => {
  const h2 = { ALPNProtocols: ["h2", "http/1.1"] };
  const trials: readonly (Pick<HandshakeOptions, "hello" | "say"> & Readonly<{ name: string }>)[] =
    [
      ...versions.map(([name, hello]) => ({ name, hello: { ...h2, ...hello } })),
      ...groups.map((name) => ({ name, hello: { ...h2, ecdhCurve: name } })),
      {
        name: "http/1.1",
        hello: { ALPNProtocols: ["http/1.1"] },
        say: { text: httpRequest(authority), enough: (heard) => heard.includes("\r\n\r\n") },
      },
      { name: "none", hello: {} },
    ];
  const made = await atMost(connectionsAtOnce, trials, async ({ name, ...trial }) => ({
    name,
    handshake: await handshake({ endpoint, serverName, limitMs, credential, ...trial }),
  }));
  const untried: Handshake = { kind: "untried", saw: "" };
  return {
    versions: made.slice(0, versions.length),
    groups: made.slice(versions.length, versions.length + groups.length),
    http1: made.at(-2)?.handshake ?? untried,
    withoutAlpn: made.at(-1)?.handshake ?? untried,
  };
};
