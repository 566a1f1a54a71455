import type { ObservedProperties } from "../../domain/evidence.ts";

const titles: Readonly<Record<keyof ObservedProperties, string>> = {
  tlsVersion: "TLS version",
  cipherSuite: "cipher suite",
  group: "group",
  alpn: "ALPN",
  serverKey: "server key",
  clientKey: "client key",
  serverSignatureScheme: "server signature scheme",
  clientSignatureScheme: "client signature scheme",
  peerAuthentication: "authentication",
  calls: "calls",
  listener: "listener",
};

export const observedTitle = (name: keyof ObservedProperties): string => titles[name];
