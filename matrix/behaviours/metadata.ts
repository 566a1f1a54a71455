import type { Behaviour } from "./behaviour.ts";
import { call, header } from "./exchange.ts";
import { expectOk } from "./expect-ok.ts";
import { malformedMetadata, relayedMetadata } from "./relay-metadata.ts";
import { entryOf, type Header } from "./told-messages.ts";

/** The same metadata each way: of the request, of the answer, and in trailers. */
const eachWay = (headers: readonly Header[]) =>
  call("Unary", {
    script: { initial: headers, trailing: headers.map(inTrailers) },
    metadata: headers.map(entryOf),
    report: true,
  });

/** A name of its own: some libraries do not tell apart where a name came from. */
const inTrailers = ({ name, value }: Header): Header => ({
  name: name.replace(/^told/i, (told) => `${told}-trailing`),
  value,
});

const everyWay = (
  name: string,
  title: string,
  headers: readonly Header[],
  advice?: string,
): Behaviour => ({
  name,
  title,
  ...(advice !== undefined && { advice }),
  area: "metadata",
  exchanges: [eachWay(headers)],
  judge: (shown) => {
    const malformed = malformedMetadata(shown("call"));
    if (malformed.length > 0) return malformed;
    return [...expectOk(shown("call"), [0]), ...relayedMetadata(shown("call"))];
  },
});

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));

export const metadataText = everyWay("metadata-text", "metadata that are text", [
  header("told-text", "every printable: !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
  header("told.name_with-0", "x"),
]);

export const metadataBinary = everyWay("metadata-binary", "metadata that are bytes", [
  header("told-every-bin", everyByte),
  header("told-short-bin", Buffer.from([0xff])),
  header("told-empty-bin", Buffer.alloc(0)),
]);

export const metadataDuplicates = everyWay(
  "metadata-duplicates",
  "two values of one name",
  [
    header("told-twice", "one"),
    header("told-twice", "two"),
    header("told-twice-bin", Buffer.from([1])),
    header("told-twice-bin", Buffer.from([2])),
  ],
  "Take several values of one name and one with commas for the same: Node joins them.",
);

export const metadataOuterSpace = everyWay(
  "metadata-outer-space",
  "space around a value",
  [header("told-space", " x ")],
  "Trim values before you give them to the library, or use a name that ends in -bin.",
);
