import { Metadata, type MetadataOptions } from "@grpc/grpc-js";
import type { Header } from "./messages.ts";

/**
 * Entries as an application hands them over: "-bin" names with bytes, others with text.
 *
 * @throws Error with the words of grpc-js for what it refuses.
 */
export function metadataOf(entries: readonly Header[], options: MetadataOptions = {}): Metadata {
  const metadata = new Metadata(options);
  for (const { name, value } of entries) {
    const bytes = Buffer.from(value);
    metadata.add(name, name.endsWith("-bin") ? bytes : bytes.toString());
  }
  return metadata;
}

/** Each value an entry, in the order of grpc-js. */
export function entriesOf(metadata: Metadata): Header[] {
  return Object.entries(metadata.toJSON()).flatMap(([name, values]) =>
    values.map((value) => ({ name, value: Buffer.from(value) })),
  );
}
