import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { quote, violation } from "../findings.ts";
import type { PluginBehaviour, PluginStart, ShownStart, SocketFolder } from "./plugin-behaviour.ts";
import { orUnusable } from "./usable.ts";

const startWith = (sockets: "for its user" | "for a group"): PluginStart => ({
  name: "start",
  host: { sockets },
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact"],
});

export const socketDirectory: PluginBehaviour = {
  name: "plugin-socket-directory",
  title: "a plugin's socket in the directory that its host has made for it",
  advice: "Do not rely on the directory: a plugin that ignores it listens elsewhere, and works.",
  area: "plugins",
  starts: [startWith("for its user")],
  judge: (shown) => inDirectory(shown("start")),
};

export const socketGroup: PluginBehaviour = {
  name: "plugin-socket-group",
  title: "a plugin's socket that a group may use",
  advice: "Look at the socket's group and mode yourself where another user has to reach it.",
  area: "plugins",
  starts: [startWith("for a group")],
  judge: (shown) => inDirectory(shown("start")),
};

const directoryName = "PLUGIN_UNIX_SOCKET_DIR";
const groupName = "PLUGIN_UNIX_SOCKET_GROUP";

/** Of a plugin that was never started only that is to be said. */
const inDirectory = (shown: ShownStart): readonly Finding[] => {
  const { environment, sockets } = shown;
  if (environment === null || sockets === null) return orUnusable(shown);
  return orUnusable(
    shown,
    madeByHost(environment, sockets),
    openedByPlugin(environment, shown),
    sockets.isLeft
      ? [violation("client", clauses.kill, "the directory stays when the plugin has been ended")]
      : [],
  );
};

type Environment = Readonly<Record<string, string>>;

const madeByHost = (environment: Environment, sockets: SocketFolder): readonly Finding[] => {
  const { named, group, directory: made } = sockets;
  const directory = environment[directoryName];
  const clause = clauses.socketConfig;
  const groupAsked = environment[groupName];
  const ofGroup =
    groupAsked === (group === null ? undefined : String(group))
      ? []
      : [
          violation(
            "client",
            clause,
            group === null
              ? `${groupName} is set, and no group was asked for`
              : `${groupName} does not name the group`,
            quote("orchestrator", `${groupName}=${groupAsked ?? ""}`),
          ),
        ];
  if (directory === undefined) {
    return [...ofGroup, violation("client", clause, `${directoryName} is not set`)];
  }
  const set = quote("orchestrator", `${directoryName}=${directory}`);
  if (made?.kind !== "folder") {
    return [...ofGroup, violation("client", clause, "the directory does not exist", set)];
  }
  const isWithin = directory.startsWith(`${named}/`);
  const due = group === null ? 0o700 : 0o770;
  const isRight = made.mode === due && (group === null || made.group === group);
  return [
    ...ofGroup,
    ...(isWithin
      ? []
      : [violation("client", clause, "the directory is not where the application said", set)]),
    ...(isRight
      ? []
      : [
          violation(
            "client",
            clause,
            group === null
              ? "the directory is not for its user alone"
              : "the directory is not for its user and the group",
            quote("orchestrator", `mode ${octal(made.mode)}, group ${made.group}`),
          ),
        ]),
  ];
};

/** A plugin is held to what its host has told it. */
const openedByPlugin = (
  environment: Environment,
  { line, socket }: ShownStart,
): readonly Finding[] => {
  const directory = environment[directoryName];
  const group = environment[groupName] === undefined ? null : Number(environment[groupName]);
  if (line === null || directory === undefined) return [];
  const [, , network, address = ""] = line;
  const told = quote("orchestrator", `the line names ${network} ${address}`);
  if (network !== "unix") {
    return [violation("server", clauses.socketDirectory, "it listens on no unix socket", told)];
  }
  const isWithin = address.slice(0, address.lastIndexOf("/")) === directory;
  const placed = isWithin
    ? []
    : [violation("server", clauses.socketDirectory, "the socket is not in the directory", told)];
  if (socket?.kind !== "socket") {
    return [
      ...placed,
      violation("server", clauses.socketListener, "there is no socket at its address", told),
    ];
  }
  // Without a group the rights are what the process's umask leaves; to connect, one needs that of writing.
  const isRight =
    group === null ? (socket.mode & 0o022) === 0 : socket.mode === 0o660 && socket.group === group;
  return [
    ...placed,
    ...(isRight
      ? []
      : [
          violation(
            "server",
            group === null ? clauses.socketListener : clauses.socketGroup,
            group === null
              ? "others than its user may connect to the socket"
              : "the socket is not for its user and the group",
            quote("orchestrator", `mode ${octal(socket.mode)}, group ${socket.group}`),
          ),
        ]),
  ];
};

const octal = (mode: number): string => `0${mode.toString(8)}`;
