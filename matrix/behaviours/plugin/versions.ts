import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { distinct, quote, violation } from "../findings.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { endedByRefusal, orUnusable } from "./usable.ts";

/** What host and plugin speak, and the highest version that both do; null: none. */
type Meeting = Readonly<{
  host: readonly number[];
  plugin: readonly number[];
  common: number | null;
}>;

const meetings: readonly Meeting[] = [
  { host: [1, 2], plugin: [2, 3], common: 2 },
  { host: [1, 2, 3], plugin: [1, 2], common: 2 },
  { host: [2], plugin: [1, 2, 3], common: 2 },
  // As numbers, and not as texts.
  { host: [2, 10], plugin: [10, 2], common: 10 },
  { host: [1, 2], plugin: [3, 4], common: null },
  { host: [3, 4], plugin: [1, 2], common: null },
];

const startOf = ({ host, plugin }: Meeting): PluginStart => ({
  name: `${host.join(" and ")} with ${plugin.join(" and ")}`,
  host: { protocolVersions: host },
  plugin: { listens: "as go-plugin does", protocolVersions: plugin },
  proof: ["put", "get-exact"],
});

export const versions: PluginBehaviour = {
  name: "plugin-versions",
  title: "a host and a plugin that speak several versions of their protocol",
  advice: "Keep one version that every host and every plugin speaks.",
  area: "plugins",
  starts: meetings.map(startOf),
  judge: (shown) =>
    distinct(meetings.flatMap((meeting) => negotiated(meeting, shown(startOf(meeting).name)))),
};

const variable = "PLUGIN_PROTOCOL_VERSIONS";

const negotiated = (meeting: Meeting, shown: ShownStart): readonly Finding[] => {
  const { environment, line } = shown;
  if (environment === null || line === null) return orUnusable(shown);
  const value = environment[variable];
  const found = [...asked(meeting, value), ...chosen(meeting, value, line[1])];
  if (meeting.common !== null) return orUnusable(shown, found);
  if (shown.refusal !== null) return [...found, ...endedByRefusal(shown)];
  // What the plugin says is all that its host knows.
  if (meeting.host.map(String).includes(line[1] ?? "")) return found;
  return [
    ...found,
    violation(
      "client",
      clauses.versionChecked,
      "the host goes on with a plugin that speaks none of its versions",
      quote("orchestrator", `field 2: ${line[1]}`),
    ),
  ];
};

/** The list has no order (client.go ranges over a map). */
const asked = ({ host }: Meeting, value = ""): readonly Finding[] => {
  const named = value.split(",").toSorted();
  const isRight = named.join() === host.map(String).toSorted().join();
  const saw = quote("orchestrator", `${variable}=${value}`);
  return isRight
    ? []
    : [violation("client", clauses.versionsAsked, `${variable} does not name its versions`, saw)];
};

/** A plugin is held to what its host has told it. */
const chosen = ({ plugin }: Meeting, value = "", field: string | undefined): readonly Finding[] => {
  const told = value.split(",");
  const common = plugin.filter((version) => told.includes(String(version)));
  const due = common.length > 0 ? Math.max(...common) : Math.min(...plugin);
  if (field === String(due)) return [];
  const what =
    common.length === 0
      ? "without a common version the line has another than the plugin's lowest"
      : "the line has another version than the highest that both speak";
  const saw = quote("orchestrator", `field 2: ${field}, where ${due} is due`);
  return [violation("server", clauses.versions, what, saw)];
};
