/** The line by which a plugin tells its host where it listens: go-plugin 1.8, client.go and server.go. */

export interface HandshakeLine {
  readonly network: "tcp" | "unix";
  readonly address: string;
  /** The leaf's DER; null if the plugin sent none. */
  readonly certificate: Buffer | null;
}

/** A host takes a shorter sixth field for the unused data of older plugins (client.go, Start). */
const longestEmptyCertificate = 50;

/** @param version - of the plugin's application. */
export function formatHandshakeLine(
  { network, address, certificate }: HandshakeLine,
  version = 1,
): string {
  const field = certificate?.toString("base64").replace(/={1,2}$/, "") ?? "";
  return `1|${version}|${network}|${address}|grpc|${field}`;
}

/**
 * @param protocolVersions - those of the application that the host speaks.
 * @throws Error with go-plugin's own text if a host over gRPC refuses the line.
 */
export function parseHandshakeLine(
  text: string,
  protocolVersions: readonly number[],
): HandshakeLine {
  const fields = text.trim().split("|");
  const [core = "", version = "", network, address, protocol = "netrpc", certificate = ""] = fields;
  if (address === undefined) throw new Error(`Unrecognized remote plugin message: ${text.trim()}`);
  if (wholeNumber(core, "error parsing core protocol version") !== 1) {
    throw new Error(
      `incompatible core API version with plugin. Plugin version: ${core}, Core version: 1`,
    );
  }
  const pluginVersion = wholeNumber(version, "Error parsing protocol version");
  if (!protocolVersions.includes(pluginVersion)) {
    throw new Error(
      `incompatible API version with plugin. Plugin version: ${pluginVersion}, Client versions: [${protocolVersions.join(" ")}]`,
    );
  }
  if (network !== "tcp" && network !== "unix") throw new Error(`unknown address type: ${address}`);
  if (protocol !== "grpc") {
    throw new Error(`unsupported plugin protocol ${JSON.stringify(protocol)}. Supported: [grpc]`);
  }
  return { network, address, certificate: certificateField(certificate) };
}

function certificateField(field: string): Buffer | null {
  if (field.length <= longestEmptyCertificate) return null;
  const der = Buffer.from(field, "base64");
  // Node skips what is not base64 and takes padding; go-plugin's decoder takes neither.
  if (der.toString("base64").replace(/={1,2}$/, "") !== field) {
    throw new Error("error parsing server cert: illegal base64 data");
  }
  return der;
}

function wholeNumber(text: string, problem: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw new Error(`${problem}: ${JSON.stringify(text)} is not a number`);
}
