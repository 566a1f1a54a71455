import { describe, expect, test } from "vitest";
import type { BinaryField, HalfStream } from "../../domain/grpc-facts.ts";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { connection } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

type End = Readonly<{
  headers?: readonly HeaderBlock[];
  resets?: readonly Readonly<{ stream: number; code: string }>[];
  acceptEncoding?: string;
}>;

/** The last request is on stream 3, and so is its end. */
const ended = (
  { headers = [], resets = [], acceptEncoding }: End,
  request: Partial<HalfStream>,
  earlier: Partial<HalfStream> = {},
) => {
  const http2 = http2Facts({
    server: http2Side({ headers, resets }),
    grpc: {
      requests: [halfStream({ stream: 1, ...earlier }), halfStream({ stream: 3, ...request })],
      replies: acceptEncoding ? [halfStream({ stream: 3, acceptEncoding, grpcStatus: "12" })] : [],
      settings: noSettings,
    },
  });
  const wire = { ...connection().wire, http2 };
  return symptoms("rpc", { connections: [connection({ wire })] }, { mode: "none" });
};

const status = (grpcStatus: string, grpcMessage = "") => ({
  headers: [headerBlock({ stream: 3, status: "200", grpcStatus, grpcMessage })],
});
const page = { headers: [headerBlock({ stream: 3, status: "415", grpcStatus: "UNKNOWN" })] };
const reset = { resets: [{ stream: 3, code: "INTERNAL_ERROR" }] };
const breach = "no te: trailers";
/** grpc++ 1.51. */
const unread = "Failed parsing HTTP/2";
const field = (form: BinaryField["form"], name = "note-bin") => ({ binary: [{ name, form }] });

describe("malformed-request", () => {
  test.for([
    ["a status of the library's own", ended(status("INTERNAL"), { breach })],
    ["an HTTP status", ended(page, { breach })],
    ["a reset", ended(reset, { breach })],
    ["a malformed binary field", ended(status("INTERNAL"), field("malformed"))],
    [
      "a status of its own and words of te",
      ended(status("UNKNOWN", "Missing :te header"), { breach }),
    ],
    ["one and words of the method", ended(status("UNKNOWN", "Bad method header"), { breach })],
    ["words of what could not be read", ended(status("UNAVAILABLE", unread), field("malformed"))],
    ["the same of a breach", ended(status("UNAVAILABLE", unread), { breach })],
  ] as const)("%s", ([, of]) => {
    expect(found("malformed-request", of)).toMatchObject({ side: "client", decided: true });
  });

  test.for([
    ["the call was served", ended(status("OK"), { breach })],
    ["the service's own status", ended(status("NOT_FOUND"), { breach })],
    ["an answer to another stream", ended(status("INTERNAL"), {}, { breach })],
    ["a right request", ended(status("INTERNAL"), field("one"))],
    ["a right request that could not be read", ended(status("UNAVAILABLE", unread), field("one"))],
    ["words of something else", ended(status("UNAVAILABLE", "Socket closed"), { breach })],
    ["a service's words", ended(status("UNKNOWN", "no such account"), { breach })],
  ] as const)("silent: %s", ([, of]) => {
    expect(found("malformed-request", of)).toBeUndefined();
  });

  test("a reset that it explains is none of the server's", () => {
    expect(found("stream-reset", ended(reset, { breach }))).toBeUndefined();
    expect(found("stream-reset", ended(reset, {}))).toBeDefined();
  });
});

describe("message-encoding-unsupported, of a request", () => {
  const compressed = { messages: [{ flag: 1, length: 5, received: 5 }] };
  const refused = (end: End, request: Partial<HalfStream>) =>
    found("message-encoding-unsupported", ended(end, request))?.sentence;

  test("no encoding says how", () => {
    expect(refused(status("INTERNAL"), compressed)).toContain("no grpc-encoding");
  });

  test("an encoding that the server does not name", () => {
    const of = { ...compressed, encoding: "snappy" };
    expect(refused({ ...status("UNIMPLEMENTED"), acceptEncoding: "gzip" }, of)).toContain("snappy");
    expect(refused({ ...status("UNIMPLEMENTED"), acceptEncoding: "gzip, snappy" }, of)).toBe(
      undefined,
    );
  });

  /** Ruby's grpc 1.51. */
  const undecoded = status(
    "UNKNOWN",
    "Google::Protobuf::ParseError: Error occurred during parsing",
  );

  test("a status of services, with words of the message", () => {
    expect(refused(undecoded, compressed)).toContain("no grpc-encoding");
    expect(refused(undecoded, { ...compressed, encoding: "snappy" })).toContain("snappy");
    expect(refused(status("UNKNOWN", "no such account"), compressed)).toBeUndefined();
    expect(found("malformed-request", ended(undecoded, { breach }))).toBeUndefined();
  });

  test("silent: not compressed, or served", () => {
    expect(refused(status("INTERNAL"), {})).toBeUndefined();
    expect(refused(status("OK"), compressed)).toBeUndefined();
    expect(refused(undecoded, {})).toBeUndefined();
  });
});

describe("specification-violated, of binary metadata", () => {
  const said = status("INTERNAL", "cannot read note-bin");

  test.for([
    ["values with a comma between", ended(said, field("joined")), "comma"],
    ["after a malformed one", ended(said, field("one"), field("malformed")), "earlier call"],
  ] as const)("%s", ([, of, words]) => {
    expect(found("specification-violated", of)).toMatchObject({ side: "server", decided: true });
    expect(found("specification-violated", of)?.sentence).toContain(words);
  });

  test("several values are likely where the server says of no field that it could not read it", () => {
    expect(
      found("specification-violated", ended(status("UNAVAILABLE", unread), field("joined"))),
    ).toMatchObject({ side: "server", decided: false });
  });

  test.for([
    ["one value", ended(status("UNAVAILABLE", unread), field("one"))],
    ["a breach beside it", ended(status("UNAVAILABLE", unread), { ...field("joined"), breach })],
    ["other words", ended(status("UNAVAILABLE", "Socket closed"), field("joined"))],
  ] as const)("silent where it says of none: %s", ([, of]) => {
    expect(found("specification-violated", of)).toBeUndefined();
  });

  test.for([
    ["nothing spoiled it", ended(said, field("one"), field("one"))],
    ["another name was spoiled", ended(said, field("one"), field("malformed", "other-bin"))],
    ["the server names another field", ended(status("INTERNAL", "no"), field("joined"))],
    ["it is malformed itself", ended(said, field("malformed"), field("malformed"))],
  ] as const)("silent: %s", ([, of]) => {
    expect(found("specification-violated", of)).toBeUndefined();
  });
});
