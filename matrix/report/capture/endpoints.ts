import type { CapturedConnection } from "../../domain/capture.ts";

/** Address in network order: 4 bytes (IPv4) or 16 (IPv6). */
export type Endpoint = Readonly<{ address: Uint8Array; port: number }>;

/** Both ends have addresses of the same length. */
export type Endpoints = Readonly<{
  client: Endpoint;
  server: Endpoint;
  /** Which addresses were made up, one sentence; null if none was. */
  comment: string | null;
}>;

const standIns = { client: Uint8Array.of(127, 0, 0, 1), server: Uint8Array.of(127, 0, 0, 2) };

/** The dynamic ports, 49152 to 65535 (RFC 6335 section 6). */
const firstMadeUpPort = 49_152;
const madeUpPorts = 16_384;

/**
 * The ends of each connection, in their order. What is no IP address with a port stands as 127.0.0.1 (client)
 * or 127.0.0.2 (server); a client's made-up port is new for each connection, a server's for each address.
 * Beside an IPv6 address an IPv4 address is written as IPv4-mapped (RFC 4291 section 2.5.5.2).
 */
export const endpointsOf = (connections: readonly CapturedConnection[]): readonly Endpoints[] => {
  const ports = new Map<string, number>();
  const madeUpPort = (key: string) => {
    const port = ports.get(key) ?? firstMadeUpPort + (ports.size % madeUpPorts);
    ports.set(key, port);
    return port;
  };
  return connections.map(({ clientAddress, serverAddress }, at) => {
    const client = parsed(clientAddress) ?? {
      address: standIns.client,
      port: madeUpPort(`client ${at}`),
    };
    const server = parsed(serverAddress) ?? {
      address: standIns.server,
      port: madeUpPort(`server ${serverAddress}`),
    };
    const mixed = client.address.length !== server.address.length;
    const notes = [
      parsed(clientAddress) ? [] : `client ${clientAddress} stands as ${written(client)}`,
      parsed(serverAddress) ? [] : `server ${serverAddress} stands as ${written(server)}`,
    ].flat();
    return {
      client: mixed ? mapped(client) : client,
      server: mixed ? mapped(server) : server,
      comment: notes.length > 0 ? notes.join("; ") : null,
    };
  });
};

const written = ({ address, port }: Endpoint) => `${address.join(".")}:${port}`;

const mapped = ({ address, port }: Endpoint): Endpoint => ({
  address:
    address.length === 16
      ? address
      : Uint8Array.of(...new Array<number>(10).fill(0), 0xff, 0xff, ...address),
  port,
});

/** null for what is no IP address with a port. */
const parsed = (text: string): Endpoint | null => {
  const [, host = "", digits] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  const address = ipv4(host) ?? ipv6(host.replace(/^\[(.*)\]$/, "$1"));
  return address && port <= 0xffff ? { address, port } : null;
};

const ipv4 = (host: string): Uint8Array | null => {
  const parts = /^\d{1,3}(\.\d{1,3}){3}$/.test(host) ? host.split(".").map(Number) : [];
  return parts.length === 4 && parts.every((part) => part <= 255) ? Uint8Array.from(parts) : null;
};

/** The URL standard's parser writes every form of RFC 4291 section 2.2 as hexadecimal groups with one "::" at most. */
const ipv6 = (host: string): Uint8Array | null => {
  const url = `http://[${host}]`;
  if (!host.includes(":") || !URL.canParse(url)) return null;
  const [head = "", tail = ""] = new URL(url).hostname.slice(1, -1).split("::");
  const groups = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), groups(tail)];
  const between = new Array<number>(8 - first.length - last.length).fill(0);
  return Uint8Array.from([...first, ...between, ...last].flatMap((one) => [one >> 8, one & 0xff]));
};
