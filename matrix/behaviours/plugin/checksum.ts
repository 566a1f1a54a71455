import type { Finding } from "../../domain/behaviour.ts";
import { clauses } from "../clauses.ts";
import { violation } from "../findings.ts";
import type { PluginBehaviour, PluginStart, ShownStart } from "./plugin-behaviour.ts";
import { orUnusable } from "./usable.ts";

const startWith = (checksum: "right" | "wrong"): PluginStart => ({
  name: checksum,
  host: { checksum },
  plugin: { listens: "as go-plugin does" },
  proof: ["put", "get-exact"],
});

export const checksum: PluginBehaviour = {
  name: "plugin-checksum",
  title: "a plugin whose checksum is known",
  advice: "Check the file yourself before the host starts it.",
  area: "plugins",
  starts: [startWith("right"), startWith("wrong")],
  judge: (shown) => [...orUnusable(shown("right")), ...notStarted(shown("wrong"))],
};

const notStarted = ({ environment, refusal }: ShownStart): readonly Finding[] => {
  if (environment !== null) {
    const sentence = "a program is started whose checksum is another";
    return [violation("client", clauses.checksum, sentence)];
  }
  return refusal === null
    ? [violation("client", clauses.checksum, "the host does not say that the checksum is another")]
    : [];
};
