import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { quote, violation } from "../findings.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { orUnusable } from "./usable.ts";

const start: PluginStart = {
  name: "start",
  host: {},
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact"],
  sequel: { calls: [], attach: true },
};

/** In the clear a second host gets in; under auto-mTLS it has no certificate that the plugin could know. */
export const reattach: PluginBehaviour = {
  name: "plugin-reattach",
  title: "a second host that attaches to a running plugin",
  advice: "Do not reattach under AutoMTLS: start another plugin.",
  area: "plugins",
  starts: [start],
  judge: (shown) => {
    const one = shown(start.name);
    const found = orUnusable(one);
    return found.length > 0 ? found : attachedTo(one);
  },
};

const attachedTo = ({ attached, wire, ended }: ShownStart): readonly Finding[] => {
  if (attached === null) {
    return [violation("client", clauses.reattach, "a second host does not try to attach")];
  }
  const { difference, first } = attached;
  const goesOn =
    first === null
      ? []
      : [
          violation(
            "server",
            clauses.reattach,
            "the first host cannot go on beside the second",
            quote("client", first),
          ),
        ];
  if (wire.spoken.client === "tls") {
    return difference === null
      ? [
          ...goesOn,
          violation(
            "server",
            clauses.reattachSecured,
            "a host without the first one's certificate is served",
          ),
        ]
      : goesOn;
  }
  if (difference !== null) {
    const said = quote("client", difference);
    return [
      ...goesOn,
      violation("client", clauses.reattach, "a second host cannot use the plugin", said),
    ];
  }
  return ended === null
    ? [
        ...goesOn,
        violation("server", clauses.kill, "it runs on when the second host has asked for its end"),
      ]
    : goesOn;
};
