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

/** @returns undefined if the line is none of go-plugin's, or names no port to dial: its host is to say so. */
export const parseHandshakeLine = (line: string): HandshakeLine | undefined => {
  const [core, app, network, address, protocol = "netrpc", certificate = ""] = line
    .trim()
    .split("|");
  if (core !== "1" || !app || !address) return undefined;
  if (network !== "tcp" && network !== "unix") return undefined;
  if (network === "tcp" && !hasPort(address)) return undefined;
  return {
    endpoint: { network, address },
    protocol,
    certificate:
      certificate.length > shortestCertificate ? Buffer.from(certificate, "base64") : null,
  };
};

const hasPort = (address: string): boolean => {
  const port = Number(/:(\d{1,5})$/.exec(address)?.[1] ?? 0);
  return port > 0 && port < 65_536;
};

/** The same line with another address: fields 3 and 4 replaced, every other octet kept. */
export const redirected = (line: string, to: Endpoint): string => {
  const fields = line.split("|");
  fields[2] = to.network;
  fields[3] = to.address;
  return fields.join("|");
};
