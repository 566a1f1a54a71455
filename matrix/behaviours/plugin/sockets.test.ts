import { describe, expect, test } from "vitest";
import { foundWhere } from "../../tooling/test/sound-start.ts";
import type { ShownStart, SocketFolder } from "./plugin-behaviour.ts";
import { socketDirectory, socketGroup } from "./sockets.ts";

type Row = Readonly<{
  name: string;
  change: (sound: ShownStart) => Partial<ShownStart>;
  found: readonly string[];
}>;

const withFolder =
  (change: Partial<SocketFolder>) =>
  ({ sockets }: ShownStart): Partial<ShownStart> => ({
    sockets: sockets && { ...sockets, ...change },
  });

const withVariable =
  (name: string, value: string | undefined) =>
  ({ environment }: ShownStart): Partial<ShownStart> => {
    const { [name]: _, ...others } = environment ?? {};
    return { environment: { ...others, ...(value !== undefined && { [name]: value }) } };
  };

const line = (network: string, address: string) => () => ({
  line: ["1", "1", network, address, "grpc", ""],
});

const both: readonly Row[] = [
  { name: "as go-plugin does", change: () => ({}), found: [] },
  {
    name: "no variable",
    change: withVariable("PLUGIN_UNIX_SOCKET_DIR", undefined),
    found: ["violation client: PLUGIN_UNIX_SOCKET_DIR is not set"],
  },
  {
    name: "a directory that does not exist",
    change: withFolder({ directory: null }),
    found: ["violation client: the directory does not exist"],
  },
  {
    name: "a directory of the host's own",
    change: (sound) => ({
      ...withVariable("PLUGIN_UNIX_SOCKET_DIR", "/tmp/plugin-dir1")(sound),
      line: ["1", "1", "unix", "/tmp/plugin-dir1/plugin1", "grpc", ""],
    }),
    found: ["violation client: the directory is not where the application said"],
  },
  {
    name: "a directory that stays",
    change: withFolder({ isLeft: true }),
    found: ["violation client: the directory stays when the plugin has been ended"],
  },
  {
    name: "a plugin on TCP",
    change: line("tcp", "127.0.0.1:1"),
    found: ["violation server: it listens on no unix socket"],
  },
  {
    name: "a socket elsewhere",
    change: line("unix", "/tmp/plugin1"),
    found: ["violation server: the socket is not in the directory"],
  },
  {
    name: "a socket in a folder of the directory",
    change: line("unix", "/s/plugin-dir1/own/plugin1"),
    found: ["violation server: the socket is not in the directory"],
  },
  {
    name: "an address without a socket",
    change: () => ({ socket: null }),
    found: ["violation server: there is no socket at its address"],
  },
  {
    name: "a plugin that was never started",
    change: () => ({ environment: null, line: null, refusal: "no such file" }),
    found: ["violation nobody: the host does not take the plugin"],
  },
  {
    name: "a pair that does not talk",
    change: () => ({ difference: "put: expected OK, got UNAVAILABLE" }),
    found: ["violation nobody: the host cannot use the plugin"],
  },
  {
    name: "a reason why it does not talk",
    change: () => ({ socket: null, difference: "put: expected OK, got UNAVAILABLE" }),
    found: ["violation server: there is no socket at its address"],
  },
];

describe("for its user", () => {
  test.for<Row>([
    ...both,
    {
      name: "a directory for everybody",
      change: withFolder({ directory: { kind: "folder", mode: 0o755, group: 0 } }),
      found: ["violation client: the directory is not for its user alone"],
    },
    {
      name: "a group that nobody asked for",
      change: (sound) => ({
        ...withVariable("PLUGIN_UNIX_SOCKET_GROUP", "1")(sound),
        socket: { kind: "socket", mode: 0o660, group: 1 },
      }),
      found: ["violation client: PLUGIN_UNIX_SOCKET_GROUP is set, and no group was asked for"],
    },
    {
      name: "a socket for everybody",
      change: () => ({ socket: { kind: "socket", mode: 0o777, group: 0 } }),
      found: ["violation server: others than its user may connect to the socket"],
    },
    {
      name: "a socket for its group",
      change: () => ({ socket: { kind: "socket", mode: 0o775, group: 0 } }),
      found: ["violation server: others than its user may connect to the socket"],
    },
  ])("$name", ({ change, found }) => {
    expect(foundWhere(socketDirectory, change)).toEqual(found);
  });
});

describe("for a group", () => {
  test.for<Row>([
    ...both,
    {
      name: "a directory for its user alone",
      change: withFolder({ directory: { kind: "folder", mode: 0o700, group: 65_534 } }),
      found: ["violation client: the directory is not for its user and the group"],
    },
    {
      name: "a directory of another group",
      change: withFolder({ directory: { kind: "folder", mode: 0o770, group: 0 } }),
      found: ["violation client: the directory is not for its user and the group"],
    },
    {
      name: "no group told",
      change: (sound) => ({
        ...withVariable("PLUGIN_UNIX_SOCKET_GROUP", undefined)(sound),
        socket: { kind: "socket", mode: 0o755, group: 0 },
      }),
      found: ["violation client: PLUGIN_UNIX_SOCKET_GROUP does not name the group"],
    },
    {
      name: "another group told, and followed",
      change: (sound) => ({
        ...withVariable("PLUGIN_UNIX_SOCKET_GROUP", "0")(sound),
        socket: { kind: "socket", mode: 0o660, group: 0 },
      }),
      found: ["violation client: PLUGIN_UNIX_SOCKET_GROUP does not name the group"],
    },
    {
      name: "a socket of another group",
      change: () => ({ socket: { kind: "socket", mode: 0o660, group: 0 } }),
      found: ["violation server: the socket is not for its user and the group"],
    },
    {
      name: "a socket for more than the group",
      change: () => ({ socket: { kind: "socket", mode: 0o666, group: 65_534 } }),
      found: ["violation server: the socket is not for its user and the group"],
    },
  ])("$name", ({ change, found }) => {
    expect(foundWhere(socketGroup, change)).toEqual(found);
  });
});
