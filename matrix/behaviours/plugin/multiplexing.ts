import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { distinct, permitted, quote, violation } from "../findings.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { endedByRefusal, orUnusable } from "./usable.ts";

const places = ["as go-plugin does", "where told"] as const;

const notAsked: PluginStart = {
  name: "not asked for",
  host: {},
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact", "broker"],
};

const asked: readonly PluginStart[] = places.map((listens) => ({
  name: `asked of a plugin that listens ${listens}`,
  host: { multiplex: true },
  plugin: { listens },
  proof: ["put", "get-exact", "broker"],
}));

/** A host that asks for it goes on with a plugin that has it, and with no other. */
export const multiplexing: PluginBehaviour = {
  name: "plugin-multiplexing",
  title: "a broker that shares the plugin's connection",
  advice:
    "Ask for multiplexing only where every plugin is written in Go, with go-plugin 1.6 or later.",
  area: "plugins",
  starts: [notAsked, ...asked],
  judge: (shown) =>
    distinct([
      ...unasked(shown(notAsked.name)),
      ...asked.flatMap(({ name }) => whereAsked(shown(name))),
    ]),
};

const variable = "PLUGIN_MULTIPLEX_GRPC";

/** An older host would take a seventh field for a part of the sixth. */
const unasked = (shown: ShownStart): readonly Finding[] =>
  orUnusable(
    shown,
    shown.environment?.[variable] === undefined
      ? []
      : [violation("client", clauses.multiplex, `${variable} is set, and nobody asked for it`)],
    shown.line !== null && shown.line.length > 6
      ? [
          violation(
            "server",
            clauses.multiplexField,
            "the line has a seventh field, and nobody asked for it",
            quote("orchestrator", `field 7: ${shown.line[6]}`),
          ),
        ]
      : [],
  );

const whereAsked = (shown: ShownStart): readonly Finding[] => {
  const { environment, line } = shown;
  if (environment === null || line === null) return orUnusable(shown);
  const set = environment[variable];
  if (set !== "true") {
    const saw = quote("orchestrator", `${variable}=${set ?? ""}`);
    return [violation("client", clauses.multiplex, `${variable} does not ask for it`, saw)];
  }
  return line[6] === "true" ? promised(shown) : refused(shown);
};

/** The plugin says that it can. */
const promised = (shown: ShownStart): readonly Finding[] => {
  const { client, server } = shown.wire.spoken;
  if (shown.refusal !== null) {
    const said = quote("client", shown.refusal);
    return [violation("client", clauses.multiplexLine, "a plugin that has it is refused", said)];
  }
  if (client !== "yamux") {
    const saw = quote("wire", `the host begins with ${client}`);
    return [violation("client", clauses.multiplex, "the host does not use it", saw)];
  }
  if (server !== "yamux") {
    return [
      violation(
        "server",
        clauses.multiplexField,
        "the plugin says that it has it, and does not",
        quote("orchestrator", "field 7: true"),
        quote("wire", `to yamux the plugin answers ${server}`),
      ),
    ];
  }
  return orUnusable(shown);
};

/** The plugin says that it cannot, or does not know what it is asked. */
const refused = (shown: ShownStart): readonly Finding[] => {
  const { start, line, wire } = shown;
  const field = line?.[6];
  // At an address that it is told, no plugin is to have it.
  const without =
    start.plugin.listens === "where told"
      ? []
      : [permitted("server", clauses.multiplex, "a plugin does not have it, and says so")];
  if (shown.refusal !== null) return [...without, ...endedByRefusal(shown)];
  return [
    ...without,
    violation(
      "client",
      clauses.multiplexLine,
      "the host goes on with a plugin that does not have it",
      quote("orchestrator", field === undefined ? "no field 7" : `field 7: ${field}`),
      quote("wire", `the host begins with ${wire.spoken.client}`),
    ),
  ];
};
