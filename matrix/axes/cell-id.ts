import {
  type Cell,
  type CertificateFault,
  type ClientCertificateFault,
  certificateFaults,
  clientCertificateFaults,
  directRoute,
  type Group,
  groups,
  isMutual,
  type KeyType,
  keyTypes,
  type LimitedTlsVersion,
  type Mode,
  modes,
  type Transport,
  tlsVersions,
  transports,
} from "../domain/cell.ts";
import { Misuse } from "../domain/misuse.ts";

export type Coordinates = Omit<Cell, "id">;

/** The cell at these coordinates, its id made from them. */
export const cellAt = (at: Coordinates): Cell => ({ id: formatCellId(at), ...at });

/** The keys part is written once when both sides have the same, and left out where there is none. */
export const formatCellId = (at: Coordinates): string => {
  const keys = [...new Set([at.clientKey, at.serverKey].filter((key) => key !== null))].join("-");
  const others = [
    at.tlsVersion === null ? "" : `tls=${at.tlsVersion}`,
    at.group === null ? "" : `group=${at.group}`,
    at.transport === "tcp" ? "" : `transport=${at.transport}`,
    at.route === directRoute ? "" : `route=${at.route}`,
    at.serverCertificate === null ? "" : `server-cert=${at.serverCertificate}`,
    at.clientCertificate === null ? "" : `client-cert=${at.clientCertificate}`,
  ];
  return [at.client, at.server, at.mode, keys, ...others].filter((part) => part !== "").join("/");
};

const oneOf = <T extends string>(allowed: readonly T[], value: string, what: string): T => {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new Misuse(`unknown ${what} "${value}"; it can be ${allowed.join(", ")}`);
  }
  return found;
};

/** A route's name, as of its file. */
export const routeNamePattern = /^[a-z][a-z0-9.-]*$/;

const routeName = (value: string, id: string): string => {
  if (routeNamePattern.test(value)) return value;
  throw new Misuse(`cell id "${id}": "${value}" is no name of a route, such as nginx-grpc`);
};

const parseKeys = (mode: Mode, text: string | undefined, id: string) => {
  if (mode === "none") {
    if (text !== undefined) throw new Misuse(`cell id "${id}": mode none has no key types`);
    return { clientKey: null, serverKey: null };
  }
  if (text === undefined) {
    throw new Misuse(`cell id "${id}": mode ${mode} needs a key type, as in ${id}/p256`);
  }
  const [first = "", second = first, ...rest] = text.split("-");
  if (rest.length > 0 || (mode === "tls" && second !== first)) {
    throw new Misuse(
      `cell id "${id}": "${text}" is not ${mode === "tls" ? "the server's key type" : "client key-server key"}`,
    );
  }
  const serverKey: KeyType = oneOf(keyTypes, second, "key type");
  return { clientKey: isMutual(mode) ? oneOf(keyTypes, first, "key type") : null, serverKey };
};

/**
 * Reads an id back into its cell.
 *
 * @throws Misuse naming the part that is wrong and what it can be. Whether the implementations
 *   and the route exist is not checked here.
 */
export const parseCellId = (id: string): Cell => {
  const [client, server, modeText, ...rest] = id.split("/");
  if (!client || !server || !modeText) {
    throw new Misuse(`"${id}" is not a cell id; one reads python/go/auto-mtls/p384`);
  }
  const mode = oneOf(modes, modeText, "mode");
  const keys = rest[0]?.includes("=") ? undefined : rest.shift();
  const named = rest.map((part) => part.split("=")[0]);
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) throw new Misuse(`cell id "${id}": axis ${twice} stands twice`);
  let tlsVersion: LimitedTlsVersion | null = null;
  let group: Group | null = null;
  let transport: Transport = "tcp";
  let route: string = directRoute;
  let serverCertificate: CertificateFault | null = null;
  let clientCertificate: ClientCertificateFault | null = null;
  for (const part of rest) {
    const [name, value = ""] = part.split("=");
    if (name === "tls") tlsVersion = oneOf(tlsVersions, value, "TLS version");
    else if (name === "group") group = oneOf(groups, value, "group");
    else if (name === "transport") transport = oneOf(transports, value, "transport");
    else if (name === "route") route = routeName(value, id);
    else if (name === "server-cert") {
      serverCertificate = oneOf(certificateFaults, value, "fault of a certificate");
    } else if (name === "client-cert") {
      clientCertificate = oneOf(clientCertificateFaults, value, "fault of a client certificate");
    } else {
      throw new Misuse(
        `cell id "${id}": unknown axis "${part}"; axes are tls, group, transport, route, server-cert, client-cert`,
      );
    }
  }
  if (mode === "none" && (tlsVersion !== null || group !== null)) {
    throw new Misuse(`cell id "${id}": mode none has no TLS version and no group`);
  }
  if (serverCertificate !== null && mode !== "tls" && mode !== "mtls") {
    throw new Misuse(`cell id "${id}": server-cert goes with the modes tls and mtls`);
  }
  if (route !== directRoute && (mode === "auto-mtls" || transport !== "tcp")) {
    throw new Misuse(`cell id "${id}": route goes with the modes none, tls and mtls, over tcp`);
  }
  if (clientCertificate !== null && mode !== "mtls") {
    throw new Misuse(`cell id "${id}": client-cert goes with mode mtls`);
  }
  return cellAt({
    client,
    server,
    mode,
    ...parseKeys(mode, keys, id),
    tlsVersion,
    group,
    transport,
    route,
    serverCertificate,
    clientCertificate,
  });
};
