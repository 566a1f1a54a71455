import type { KeyType } from "./wire-facts.ts";

/** Security modes: `tls` authenticates the server, `mtls` both sides, `auto-mtls` is go-plugin's exchange. */
export const modes = ["none", "tls", "mtls", "auto-mtls"] as const;
export type Mode = (typeof modes)[number];

/** Types of a certificate's key. Not to be confused with named groups or signature schemes. */
export const keyTypes = [
  "p256",
  "p384",
  "p521",
  "rsa2048",
  "rsa3072",
  "rsa4096",
  "ed25519",
] as const satisfies readonly KeyType[];
export type { KeyType };

/** The TLS version a server is limited to. */
export const tlsVersions = ["1.2", "1.3"] as const;
export type LimitedTlsVersion = (typeof tlsVersions)[number];

/** Named groups (RFC 8446 section 4.2.7) a server can be limited to. */
export const groups = ["x25519", "secp256r1", "secp384r1", "secp521r1", "X25519MLKEM768"] as const;
export type Group = (typeof groups)[number];

export const transports = ["tcp", "unix"] as const;
export type Transport = (typeof transports)[number];

/** What can be wrong with a certificate that is otherwise as a cell's should be, one thing each. */
export const certificateFaults = [
  "expired",
  "not-yet-valid",
  /** Its only name is another than the one that is dialled. */
  "wrong-name",
  /** The right name stands in the subject, and there is no subjectAltName. */
  "common-name-only",
  /** Its extendedKeyUsage is the other role's. */
  "wrong-usage",
  /** CA:TRUE. */
  "authority",
  "unknown-authority",
  /** Issued by an intermediate authority whose own certificate is not sent. */
  "missing-intermediate",
  /** RSA with 1024 bits. */
  "weak-key",
] as const;
export type CertificateFault = (typeof certificateFaults)[number];

/** Faults of a client's certificate; `absent`: the client is given none. Nobody checks a client's name. */
export const clientCertificateFaults = [
  "absent",
  "expired",
  "not-yet-valid",
  "wrong-usage",
  "authority",
  "unknown-authority",
  "missing-intermediate",
  "weak-key",
] as const satisfies readonly (CertificateFault | "absent")[];
export type ClientCertificateFault = (typeof clientCertificateFaults)[number];

/** The route on which nothing stands between client and server. */
export const directRoute = "direct";

/** One point on all axes. */
export type Cell = Readonly<{
  /** `<client>/<server>/<mode>/<keys>` and `/name=value` for each axis that is not at its default. */
  id: string;
  /** Implementation ids, `language[@version]` or `language:variant`. */
  client: string;
  server: string;
  mode: Mode;
  /** null in `none` and `tls`: the client has no certificate there. */
  clientKey: KeyType | null;
  /** null in `none`. */
  serverKey: KeyType | null;
  /** null: the stacks' own choice. */
  tlsVersion: LimitedTlsVersion | null;
  /** null: the stacks' own choice. */
  group: Group | null;
  transport: Transport;
  /** What stands between client and server: {@link directRoute}, or the name of a file in fixtures/routes. */
  route: string;
  /** null: nothing is wrong with it. */
  serverCertificate: CertificateFault | null;
  clientCertificate: ClientCertificateFault | null;
}>;

/** Whether the client presents a certificate in this mode. */
export const isMutual = (mode: Mode): boolean => mode === "mtls" || mode === "auto-mtls";
