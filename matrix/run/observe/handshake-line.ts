import { addressFault } from "../../domain/address-fault.ts";
import type { Endpoint } from "./tap.ts";

/** go-plugin's first line of standard output (client.go, `Start`): core|app|network|address|protocol|certificate. */
export type HandshakeLine = Readonly<{
  endpoint: Endpoint;
  protocol: string;
  /** DER of field 6; null if the field is missing or empty. */
  certificate: Uint8Array | null;
}>;

/** go-plugin ignores a sixth field of at most 50 characters (client.go, `loadServerCert` is only called beyond). */
const shortestCertificate = 50;

/** @returns undefined if the line is none of go-plugin's, or names nothing that can be dialled on this machine. */
export const parseHandshakeLine = (line: string): HandshakeLine | undefined => {
  const [core, app, network, address, protocol = "netrpc", certificate = ""] = line
    .trim()
    .split("|");
  if (core !== "1" || !app || !address) return undefined;
  if (network !== "tcp" && network !== "unix") return undefined;
  if (addressFault({ network, address }) !== null) return undefined;
  return {
    endpoint: { network, address },
    protocol,
    certificate:
      certificate.length > shortestCertificate ? Buffer.from(certificate, "base64") : null,
  };
};

/** The same line with another address: fields 3 and 4 replaced, every other byte kept. */
export const redirected = (line: string, to: Endpoint): string => {
  const fields = line.split("|");
  fields[2] = to.network;
  fields[3] = to.address;
  return fields.join("|");
};
