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
  const { sockets, protocolVersions: spoken = [1], multiplex, checksum } = start.host;
  const { protocolVersions: own = [1], listens } = start.plugin;
  const ofGroup = sockets === "for a group";
  const common = own.filter((version) => spoken.includes(version));
  const version = common.length > 0 ? Math.max(...common) : Math.min(...own);
  const canMultiplex = listens === "as go-plugin does";
  const refusal =
    common.length === 0
      ? "incompatible API version with plugin"
      : multiplex && !canMultiplex
        ? "client requested gRPC broker multiplexing but plugin does not support the feature"
        : null;
  if (checksum === "wrong") return { ...neverStarted, start, refusal: "checksums did not match" };
  const protocol = multiplex ? "yamux" : "http2";
  return {
    start,
    environment: {
      // In no order.
      PLUGIN_PROTOCOL_VERSIONS: spoken.toReversed().join(","),
      ...(multiplex && { PLUGIN_MULTIPLEX_GRPC: "true" }),
      ...(sockets && { PLUGIN_UNIX_SOCKET_DIR: directory }),
      ...(ofGroup && { PLUGIN_UNIX_SOCKET_GROUP: String(group) }),
    },
    line: [
      "1",
      String(version),
      "unix",
      `${directory}/plugin1`,
      "grpc",
      "",
      ...(multiplex ? [String(canMultiplex)] : []),
    ],
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
    wire: { spoken: { client: protocol, server: protocol }, streams: [] },
    refusal,
    outlivesRefusal: false,
    difference: refusal === null ? null : "put: the step was not reached",
    reports: [],
    output: null,
    attached: null,
    ended: { code: 0, signal: null, left: [] },
  };
};

const neverStarted = {
  environment: null,
  line: null,
  socket: null,
  sockets: null,
  wire: { spoken: { client: "nothing", server: "nothing" }, streams: [] },
  outlivesRefusal: false,
  difference: "put: the step was not reached",
  reports: [],
  output: null,
  attached: null,
  ended: null,
} as const satisfies Partial<ShownStart>;

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
