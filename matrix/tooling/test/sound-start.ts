import type {
  PluginBehaviour,
  PluginStart,
  ShownStart,
} from "../../behaviours/plugin/plugin-behaviour.ts";
import type { Finding } from "../../domain/behaviour.ts";

const directory = "/s/plugin-dir1";
const group = 65_534;

/** What a host and a plugin show that do as go-plugin does. */
const soundStart = (start: PluginStart): ShownStart => {
  const { sockets } = start.host;
  const ofGroup = sockets === "for a group";
  return {
    start,
    environment: {
      PLUGIN_PROTOCOL_VERSIONS: "1",
      ...(sockets && { PLUGIN_UNIX_SOCKET_DIR: directory }),
      ...(ofGroup && { PLUGIN_UNIX_SOCKET_GROUP: String(group) }),
    },
    line: ["1", "1", "unix", `${directory}/plugin1`, "grpc", ""],
    socket: { kind: "socket", mode: ofGroup ? 0o660 : 0o755, group: ofGroup ? group : 0 },
    sockets: sockets
      ? {
          named: "/s",
          group: ofGroup ? group : null,
          directory: {
            kind: "folder",
            mode: ofGroup ? 0o770 : 0o700,
            group: ofGroup ? group : 0,
          },
          isLeft: false,
        }
      : null,
    refusal: null,
    difference: null,
  };
};

/** What is found where one start of the behaviour shows something else than that. */
export const foundWhere = (
  behaviour: PluginBehaviour,
  change: (sound: ShownStart) => Partial<ShownStart> = () => ({}),
  changed = behaviour.starts[0]?.name,
): readonly string[] => {
  const shown = new Map(
    behaviour.starts.map((start) => {
      const sound = soundStart(start);
      return [start.name, start.name === changed ? { ...sound, ...change(sound) } : sound];
    }),
  );
  return behaviour
    .judge((name) => {
      const one = shown.get(name);
      if (!one) throw new Error(`no start ${name}`);
      return one;
    })
    .map(said);
};

const said = (finding: Finding): string =>
  `${finding.kind} ${finding.by ?? "nobody"}: ${finding.sentence}`;
