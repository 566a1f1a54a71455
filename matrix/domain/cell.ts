import type { Coordinates } from "./axes.ts";

export type Mode = Coordinates["mode"];
/** Of a certificate that a cell asks for. */
export type KeyType = NonNullable<Coordinates["serverKey"]>;
export type CertificateFault = NonNullable<Coordinates["serverCertificate"]>;

/** One point on all axes; what each value means stands with its axis. */
export type Cell = Readonly<
  {
    /** `<client>/<server>/<mode>/<keys>` and `/name=value` for each axis that is not at its default. */
    id: string;
  } & Coordinates
>;
