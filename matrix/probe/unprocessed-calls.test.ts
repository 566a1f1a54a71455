import { expect, test } from "vitest";
import type { GrpcAnswer, GrpcSession } from "../run/dial/grpc-session.ts";
import { mostRedials, withUnprocessedAgain } from "./unprocessed-calls.ts";

/** What a session makes of its calls, one after the other; after the last it has ended. */
type Course = readonly ("answered" | "unprocessed")[];

const noted = (courses: readonly Course[], until = Number.POSITIVE_INFINITY) => {
  const calls: string[] = [];
  const closed: number[] = [];
  const sessions = courses.map((course, number): GrpcSession => {
    let made = 0;
    return {
      call: async (path): Promise<GrpcAnswer> => {
        calls.push(`${path} on ${number}`);
        const isUnprocessed = course[made++] !== "answered";
        return {
          path,
          status: isUnprocessed ? "UNAVAILABLE" : "OK",
          message: "",
          httpStatus: null,
          contentType: null,
          metadata: {},
          received: null,
          isCompressed: false,
          isUnprocessed,
          elapsedMs: 1,
        };
      },
      ready: async () => {},
      settings: () => null,
      hasEnded: () => made >= course.length,
      close: () => closed.push(number),
    };
  });
  const [first] = sessions;
  if (!first) throw new Error("a first session");
  let next = 1;
  const session = withUnprocessedAgain(first, async () => sessions[next++] ?? null, until);
  return { session, calls, closed };
};

const a = ["answered"] as const;
const u = ["unprocessed"] as const;

test.each<[string, readonly Course[], number, readonly string[], readonly string[]]>([
  ["a sound server", [[...a, ...a]], 2, ["0 on 0", "1 on 0"], ["OK", "OK"]],
  ["one that refuses the first", [[...u, ...a]], 1, ["0 on 0", "0 on 0"], ["OK"]],
  ["one that ends after a call", [a, a], 2, ["0 on 0", "1 on 0", "1 on 1"], ["OK", "OK"]],
  ["one that refuses always", [[...u, ...u, ...u]], 1, ["0 on 0", "0 on 0"], ["UNAVAILABLE"]],
  ["one that is gone afterwards", [a], 2, ["0 on 0", "1 on 0"], ["OK", "UNAVAILABLE"]],
])("of %s", async (_, courses, count, expected, statuses) => {
  const { session, calls } = noted(courses);
  const ends: string[] = [];
  for (let one = 0; one < count; one += 1) {
    ends.push((await session.call(String(one), new Uint8Array(0), 1)).status);
  }
  expect(calls).toEqual(expected);
  expect(ends).toEqual(statuses);
});

test("who ends every connection after a call is dialled so often and no more; all are closed", async () => {
  const { session, closed } = noted(Array.from({ length: 20 }, () => a));
  const ends: string[] = [];
  for (let one = 0; one < 8; one += 1) {
    ends.push((await session.call(String(one), new Uint8Array(0), 1)).status);
  }
  expect(ends.filter((status) => status === "OK")).toHaveLength(mostRedials + 1);
  session.close();
  expect(closed).toEqual([0, 1, 2, 3, 4]);
});

test("after its time nothing is made once more", async () => {
  const { session, calls } = noted([[...u, ...a]], 0);
  expect((await session.call("0", new Uint8Array(0), 1)).status).toBe("UNAVAILABLE");
  expect(calls).toEqual(["0 on 0"]);
});
