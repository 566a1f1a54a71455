import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { payloadFreeDisclosure } from "../../wire/disclosure.ts";
import { KeyLogReader } from "../../wire/key-log.ts";
import { readConnection } from "../../wire/read-connection.ts";
import { longestInput, type Mutation, mutated, mutationKinds } from "./mutations.ts";
import { parsers, readToBothDepths } from "./parsers.ts";
import { connections, http2Connection, plainTranscripts, stretches, transcripts } from "./seeds.ts";

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom(...mutationKinds),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  length: fc.oneof(fc.nat(16), fc.nat(4096)),
  value: fc.nat(255),
});

const changed = (seeds: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...stretches),
    )
    .map(([bytes, mutations, donor]) => mutated(bytes, mutations, donor));

describe.for([...parsers])("%s", ([, parse]) => {
  test("random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void parse(bytes)),
      { numRuns: 300 },
    );
  });

  test("mutated transcripts", () => {
    fc.assert(
      fc.property(changed(stretches), (bytes) => void parse(bytes)),
      { numRuns: 100 },
    );
  });
});

test("mutated connections are read to either depth, in proportion to their length", () => {
  const sides = fc
    .constantFrom(...connections)
    .chain((bytes) =>
      fc.tuple(fc.constant(bytes), changed([bytes.client]), changed([bytes.server])),
    );
  fc.assert(
    fc.property(sides, ([bytes, client, server]) => readToBothDepths({ ...bytes, client, server })),
    { numRuns: 300 },
  );
});

test("random key log lines are kept under the random that they name, or not at all", () => {
  const digits = fc.stringMatching(/^[0-9a-fA-F]{60,68}$/);
  const line = fc
    .tuple(fc.constantFrom("CLIENT_RANDOM", "EXPORTER_SECRET", "#", "x"), digits, digits)
    .map((words) => words.join(" "));
  fc.assert(
    fc.property(
      fc.array(fc.oneof(line, fc.string()), { maxLength: 20 }),
      fc.nat(200),
      (lines, cut) => {
        const text = lines.map((one) => `${one}\n`).join("");
        const [whole, split] = [new KeyLogReader(), new KeyLogReader()];
        whole.append(text);
        split.append(text.slice(0, cut));
        split.append(text.slice(cut));
        const randoms = [...text.matchAll(/[0-9a-fA-F]{64}/g)].map(([one]) => one.toLowerCase());
        for (const random of randoms) expect(split.get(random)).toEqual(whole.get(random));
      },
    ),
  );
});

test("what the mutations begin with is read whole", () => {
  for (const bytes of connections) {
    const { tls, http2 } = readConnection(bytes, "everything");
    expect([tls?.malformed, http2?.client.malformed, http2?.server.malformed]).toEqual(
      bytes === http2Connection ? [undefined, null, null] : [null, undefined, undefined],
    );
  }
  const chains = plainTranscripts.map(
    (bytes) => readConnection(bytes).tls?.serverCertificate?.chain.length,
  );
  expect(chains).toEqual([1, 1, 1]);
});

test("a recording cut off at any length ends quietly", () => {
  for (const whole of [...transcripts, http2Connection]) {
    for (const side of ["client", "server"] as const) {
      for (let length = 0; length < whole[side].length; length += 7) {
        const bytes = { ...whole, [side]: whole[side].subarray(0, length) };
        const { tls, http2 } = readConnection(bytes, "everything");
        expect(tls?.malformed ?? null).toBeNull();
        expect(http2?.client.malformed ?? null).toBeNull();
        expect(http2?.server.malformed ?? null).toBeNull();
      }
    }
  }
});

test("a recorded handshake is read the same without payload", () => {
  for (const bytes of transcripts) {
    const { tls } = readConnection(bytes, "everything");
    expect(readConnection(bytes, "everything", payloadFreeDisclosure).tls).toEqual(tls);
  }
});

test("the list of messages ends at 200 of a side, whatever they are", () => {
  const pings = (side: Uint8Array) =>
    Buffer.concat([side, Buffer.alloc(longestInput, Buffer.from("000000f00000000000", "hex"))]);
  const { messages } = readConnection(
    { client: pings(http2Connection.client), server: pings(http2Connection.server) },
    "everything",
  );
  expect(messages.filter(({ from }) => from === "client")).toHaveLength(200);
  expect(messages.filter(({ from }) => from === "server")).toHaveLength(200);
});
