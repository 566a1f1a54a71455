import { open } from "node:fs/promises";
import { connect } from "node:net";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";

/** Connections that come from now on are answered, or wait for whoever listens. */
export const isListening = async (endpoint: Endpoint): Promise<boolean> => {
  const listeners = await listenersOfLinux();
  // A connection would be handed on to the server by some programs, and be evidence of nothing.
  return listeners === null ? accepts(endpoint) : listensIn(listeners, endpoint);
};

/** TCP_LISTEN of Linux's include/net/tcp_states.h, as /proc/net/tcp prints it. */
const listenState = "0A";

/** A line has 150 bytes, and a machine some dozen listeners. */
const chunkBytes = 16 * 1024;

/** A listener on every address of both families stands in the second alone (ipv6(7), IPV6_V6ONLY). */
const tables = ["/proc/net/tcp", "/proc/net/tcp6"];

/** @returns null where there are no such files. */
const listenersOfLinux = async (): Promise<string | null> => {
  const found = (await Promise.all(tables.map(listenersIn))).filter((table) => table !== null);
  return found.length === 0 ? null : found.join("");
};

/**
 * The beginning of a table, where the listeners stand (tcp_get_idx of Linux's net/ipv4/tcp_ipv4.c). The
 * rest is not read: a busy machine's thousand connections take the kernel 12 ms.
 *
 * @returns null where there is no such file.
 */
const listenersIn = async (table: string): Promise<string | null> => {
  const file = await open(table).catch(() => null);
  if (file === null) return null;
  try {
    let text = "";
    for (;;) {
      const { bytesRead, buffer } = await file.read({ buffer: Buffer.alloc(chunkBytes) });
      text += buffer.toString("latin1", 0, bytesRead);
      const states = text.split("\n").slice(1, -1).map(stateOf);
      if (bytesRead === 0 || states.some((state) => state !== listenState)) return text;
    }
  } finally {
    await file.close();
  }
};

const stateOf = (line: string) => line.trim().split(/\s+/)[3];

/** @param table - as /proc/net/tcp has them: number, local address, remote address, state (proc_net_tcp(5)). */
export const listensIn = (table: string, { address }: Endpoint): boolean => {
  const port = Number(address.slice(address.lastIndexOf(":") + 1));
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table.split("\n").some((line) => {
    const [, local = ""] = line.trim().split(/\s+/);
    return stateOf(line) === listenState && local.endsWith(suffix);
  });
};

/** On the loopback interface a connection stands, or is refused, at once. */
const acceptLimitMs = 1000;

const accepts = async (endpoint: Endpoint): Promise<boolean> => {
  const socket = connect(addressOf(endpoint));
  const accepted = await Eventual.when<boolean>((settle) => {
    socket.once("connect", () => settle(true));
    socket.on("error", () => settle(false));
  }).orAfter(acceptLimitMs, false);
  socket.resetAndDestroy();
  return accepted;
};
