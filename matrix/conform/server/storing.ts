import { randomBytes } from "node:crypto";
import type { GrpcSession } from "../../run/dial/grpc-session.ts";
import type { Bench } from "../bench.ts";
import { callLimitMs, callOnce, plaintext, shownAnswer, withSession } from "../calls.ts";
import { type Clause, every, type Finding, judged } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { bytesIn, getRequest, paths, putRequest } from "../messages.ts";
import { plain, plainListener } from "./listeners.ts";
import { whileServing } from "./while-serving.ts";

const server = { section: "Server", role: "server" } as const;

const calling = (
  bench: Bench,
  check: (session: GrpcSession) => Promise<Finding>,
): Promise<Finding> =>
  whileServing(bench, plain, ({ endpoint }) => withSession(endpoint, plaintext, check));

const putAndGet = async (session: GrpcSession, value: Uint8Array, what: string) => {
  const put = await session.call(paths.put, putRequest("key", value), callLimitMs);
  const get = await session.call(paths.get, getRequest("key"), callLimitMs);
  const came = bytesIn(get.received, 1);
  const isSame = put.status === "OK" && get.status === "OK" && came.equals(value);
  const shown =
    put.status === "OK" && get.status === "OK"
      ? `${came.length} bytes, ${isSame ? "the same" : "others than were put"}`
      : `put: ${shownAnswer(put)}, get: ${shownAnswer(get)}`;
  return judged(isSame, what, shown);
};

/** What proto.KV keeps and answers. */
export const storing: readonly Clause<Bench>[] = [
  {
    ...server,
    id: "store",
    sentence: "gives a value back as it was put last, byte by byte",
    check: (bench) =>
      calling(bench, async (session) =>
        every([
          await putAndGet(session, everyByte, "put and get of all 256 bytes"),
          await putAndGet(session, Buffer.from("again"), "a second put of the same key"),
          await putAndGet(session, Buffer.alloc(0), "an empty value"),
          await putAndGet(session, randomBytes(2 ** 20), "a value of 1 MiB"),
        ]),
      ),
  },
  {
    ...server,
    id: "one-store",
    sentence: "has one store for all listeners of the process",
    check: (bench) =>
      whileServing(
        bench,
        async () => [plainListener("one"), plainListener("two")],
        async ({ endpoints }) => {
          const [one, two] = endpoints.values();
          if (!one || !two) throw new Error("two listeners were announced");
          await callOnce(one, plaintext, paths.put, putRequest("key", everyByte));
          const get = await callOnce(two, plaintext, paths.get, getRequest("key"));
          return judged(
            bytesIn(get.received, 1).equals(everyByte),
            "a put at one listener and a get at another",
            shownAnswer(get),
          );
        },
      ),
  },
  {
    ...server,
    id: "not-found",
    sentence: "answers a get of an unknown key with NOT_FOUND",
    check: (bench) =>
      calling(bench, async (session) => {
        const get = await session.call(paths.get, getRequest("missing"), callLimitMs);
        return judged(get.status === "NOT_FOUND", "a get of an unknown key", shownAnswer(get));
      }),
  },
  {
    ...server,
    id: "empty-key",
    sentence: "answers a get and a put of an empty key with INVALID_ARGUMENT",
    check: (bench) =>
      calling(bench, async (session) => {
        const get = await session.call(paths.get, getRequest(""), callLimitMs);
        const put = await session.call(paths.put, putRequest("", everyByte), callLimitMs);
        return every([
          judged(get.status === "INVALID_ARGUMENT", "a get of an empty key", shownAnswer(get)),
          judged(put.status === "INVALID_ARGUMENT", "a put of an empty key", shownAnswer(put)),
        ]);
      }),
  },
];
