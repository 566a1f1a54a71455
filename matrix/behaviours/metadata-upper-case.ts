import type { Finding } from "../domain/behaviour.ts";
import type { Behaviour, Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { call, header } from "./exchange.ts";
import { permitted, quote, violation } from "./findings.ts";
import { type BlockName, blockFrame, blockOf } from "./frames.ts";
import { entryOf } from "./told-messages.ts";
import { streamOf } from "./wire-view.ts";

const name = "Told-Upper";

export const metadataUpperCase: Behaviour = {
  name: "metadata-upper-case",
  title: "a name of metadata with capital letters",
  advice: "Write names of metadata in small letters.",
  area: "metadata",
  exchanges: [
    call("Unary", { name: "request", metadata: [entryOf(header(name, "x"))] }),
    call("Unary", { name: "answer", script: { initial: [header(name, "x")] } }),
  ],
  judge: (shown) => [
    ...asSent("client", shown("request"), "request"),
    ...asSent("server", shown("answer"), "initial"),
  ],
};

/** A library makes the letters small, or refuses the name. Without the wire nobody can tell which. */
const asSent = (by: "client" | "server", shown: Shown, block: BlockName): readonly Finding[] => {
  const { report, streams } = shown;
  if (streams === null) return [];
  const stream = streamOf(shown);
  const sent =
    stream &&
    blockOf(stream, block)?.find((field) => field.name.toLowerCase() === name.toLowerCase());
  if (!sent) {
    return report.status === "OK"
      ? [violation(by, clauses.headerName, "the name is dropped without a word")]
      : [permitted(by, clauses.headerName, "the name is refused")];
  }
  return sent.name === name
    ? [
        violation(
          by,
          clauses.lowerCaseNames,
          "the name is sent with capitals",
          quote("wire", name, blockFrame(stream, block, name)),
        ),
      ]
    : [permitted(by, clauses.headerName, "the name is sent in small letters")];
};
