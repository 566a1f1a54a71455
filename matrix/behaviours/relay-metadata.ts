import type { Finding } from "../domain/behaviour.ts";
import type { MetadataEntry } from "../domain/prove.ts";
import type { HeaderField } from "../wire/hpack-static-table.ts";
import type { Shown } from "./behaviour.ts";
import { clauses } from "./clauses.ts";
import { distinct, livedWith, permitted, quote, type Seen, violation } from "./findings.ts";
import { blockFrame, blockOf, type BlockName as Place } from "./frames.ts";
import type { Header } from "./told-messages.ts";
import { binaryIn, isBase64, streamOf, valuesIn } from "./wire-view.ts";

/** Binary metadata that are sent as no receiver need take them: what becomes of the call is then the sender's doing. */
export const malformedMetadata = (shown: Shown): readonly Finding[] =>
  distinct(
    (Object.keys(senderOf) as Place[]).flatMap((place) =>
      (blockIn(shown, place) ?? [])
        .filter(({ name, value }) => name.endsWith("-bin") && !isBase64(value))
        .map(({ name, value }) =>
          violation(
            senderOf[place],
            clauses.binaryHeader,
            `binary metadata ${placeWords[place]} are not in base64`,
            quote("wire", `${name}: ${shownText(value)}`, blockFrame(streamOf(shown), place, name)),
          ),
        ),
    ),
  );

const placeWords = {
  request: "of a request",
  initial: "of an answer",
  trailing: "in trailers",
} as const;

const senderOf = { request: "client", initial: "server", trailing: "server" } as const;
const receiverOf = { request: "server", initial: "client", trailing: "client" } as const;

/** Whether what each application gave came out at the other's end, and who changed it. */
export const relayedMetadata = (shown: Shown): readonly Finding[] => {
  const { exchange } = shown;
  const given: Readonly<Record<Place, readonly Header[]>> = {
    request: (exchange.options.metadata ?? []).map(({ name, value }) => ({
      name,
      value: Buffer.from(value, "base64"),
    })),
    initial: exchange.script?.initial ?? [],
    trailing: exchange.script?.trailing ?? [],
  };
  const received: Readonly<Record<Place, readonly Header[] | null>> = {
    request: shown.seen?.metadata ?? null,
    initial: headersFrom(shown.report.rpc.initial),
    trailing: headersFrom([...shown.report.rpc.trailing, ...merged(shown)]),
  };
  return distinct(
    (Object.keys(given) as Place[]).flatMap((place) =>
      [...new Set(given[place].map(({ name }) => name))].flatMap((name) =>
        relayedName(shown, place, name, given[place], received[place]),
      ),
    ),
  );
};

/** A client that does not tell trailing metadata from initial ones has both as one of them (CONTRACT.md, "Behaviours"). */
const merged = ({ report }: Shown): readonly MetadataEntry[] =>
  report.rpc.trailing.length === 0 ? report.rpc.initial : [];

const headersFrom = (entries: readonly MetadataEntry[]): readonly Header[] =>
  entries.map(({ name, value }) => ({ name, value: Buffer.from(value, "base64") }));

const relayedName = (
  shown: Shown,
  place: Place,
  name: string,
  given: readonly Header[],
  received: readonly Header[] | null,
): readonly Finding[] => {
  const asked = valuesOf(given, name);
  const block = blockIn(shown, place);
  const [sender, receiver] = [senderOf[place], receiverOf[place]];
  const what = name.endsWith("-bin") ? "binary metadata" : "metadata";
  if (block === undefined) {
    const got = received && valuesOf(received, name);
    // Who has stripped or dropped it nobody can tell, and each may.
    const isOpen = asked.some((value) => value !== value.trim());
    return got === null || isSame(asked, got) || isOpen
      ? []
      : [violation(null, clauses.customMetadata, `${what} do not arrive as they were given`)];
  }
  const sent = wireValues(block, name);
  if (
    place === "trailing" &&
    sent.length === 0 &&
    shown.seen?.leftOut.includes("trailing-with-ok")
  ) {
    const sentence = "an application has no way to send trailing metadata with OK";
    const advice = "Put what belongs to an answer with OK into its headers or its response.";
    return [livedWith(advice, permitted(sender, clauses.response, sentence))];
  }
  const wire = quote(
    "wire",
    `${name}: ${sent.map(shownText).join(" | ") || "not sent"}`,
    blockFrame(streamOf(shown), place, name),
  );
  const before = difference(asked, sent, sender, what, place, [wire]);
  if (before) return [before];
  const got = received && valuesOf(received, name);
  if (valuesIn(block, name).some((value) => value !== value.trim())) {
    const sentence = `space around a value ${placeWords[place]} is sent as it is`;
    return [
      violation(sender, clauses.fieldValue, sentence, wire),
      ...(got === null ? [] : asMalformed(sent, got, receiver, place)),
    ];
  }
  if (got === null) return [];
  const heard = quote(receiver, `${name}: ${got.map(shownText).join(" | ") || "nothing"}`);
  const after = difference(sent, got, receiver, what, place, [wire, heard]);
  return after ? [after] : [];
};

/** What HTTP/2 forbids to send, a receiver may treat as it likes. */
const asMalformed = (
  sent: readonly string[],
  got: readonly string[],
  by: "client" | "server",
  place: Place,
): readonly Finding[] => {
  if (isSame(sent, got)) return [];
  const what = got.length === 0 ? "is dropped" : "is stripped of it";
  return [
    permitted(by, clauses.fieldValue, `a value ${placeWords[place]} with space around it ${what}`),
  ];
};

const blockIn = (shown: Shown, place: Place): readonly HeaderField[] | undefined => {
  const stream = streamOf(shown);
  return stream ? blockOf(stream, place) : undefined;
};

/** Bytes as characters, one each: what does not print is no matter here. */
const valuesOf = (headers: readonly Header[], name: string): readonly string[] =>
  headers
    .filter((header) => header.name.toLowerCase() === name.toLowerCase())
    .map(({ value }) => Buffer.from(value).toString("latin1"));

const wireValues = (block: readonly HeaderField[], name: string): readonly string[] =>
  valuesIn(block, name).flatMap((value) =>
    name.endsWith("-bin") ? binaryIn(value).map((one) => one.toString("latin1")) : [value],
  );

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, at) => value === b[at]);

const difference = (
  before: readonly string[],
  after: readonly string[],
  by: "client" | "server",
  what: string,
  place: Place,
  saw: readonly Seen[],
): Finding | null => {
  if (isSame(before, after)) return null;
  const where = placeWords[place];
  if (after.length === 0) {
    return violation(by, clauses.customMetadata, `${what} ${where} are dropped`, ...saw);
  }
  const joined = before.length > 1 && after.length === 1 ? (after[0] ?? "") : null;
  if (joined !== null && isSame(joined.split(/, ?/), before)) {
    return permitted(
      by,
      clauses.customMetadata,
      `several values of one name ${where} become one, joined by a comma`,
    );
  }
  const trim = (values: readonly string[]) => values.map((value) => value.trim());
  if (!what.startsWith("binary") && isSame(trim(before), trim(after))) {
    return permitted(by, clauses.asciiValue, `space around a value ${where} is stripped`);
  }
  return violation(by, clauses.customMetadata, `${what} ${where} are changed`, ...saw);
};

const shownText = (value: string) => JSON.stringify(value).slice(0, 80);
