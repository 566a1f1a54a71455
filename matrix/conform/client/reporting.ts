import { createHash, randomBytes } from "node:crypto";
import { grpcStatusNames } from "../../domain/grpc-status.ts";
import type { Call } from "../../domain/prove.ts";
import { answerBreach } from "../../run/supervise/answer-breach.ts";
import { overdueMs } from "../../run/supervise/worker.ts";
import { answerSchema } from "../../run/supervise/worker-messages.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, every, judged, notApplicable } from "../clause.ts";
import { everyByte } from "../every-byte.ts";
import { bytesIn, getResponse, healthResponse, paths, textIn } from "../messages.ts";
import { noAnswer, type Reply, shownReply } from "./client-process.ts";
import type { PeerAnswer, PeerCall } from "./peer.ts";
import { get, health, proveAt, proved, statuses, step, withPeer } from "./proving.ts";

const prove = { section: "prove", role: "client" } as const;

const put = (key: string, value: Extract<Call, { call: "put" }>["value"]): Call => ({
  call: "put",
  key,
  value,
  continueOn: ["OK"],
});

const value = Buffer.from("the value of a key");

const usual = ({ path }: PeerCall): PeerAnswer => {
  if (path === paths.get) return { status: "OK", message: getResponse(value) };
  if (path === paths.health) return { status: "OK", message: healthResponse("SERVING") };
  return { status: "OK" };
};

/** A status that no library makes by itself from another. */
const failing = grpcStatusNames.filter((name) => name !== "OK");

/** What a client reports of calls. */
export const reporting: readonly Clause<Bench>[] = [
  {
    ...prove,
    id: "answer-form",
    sentence: "answers with the fields of the contract, in their forms, that fit the request",
    check: (bench) =>
      withPeer(bench, { answer: usual }, async ({ ask }, { endpoint }) => {
        const sent = "put, get and health in two steps";
        const request = proveAt(endpoint, [
          step("put", put("key", { base64: "AAEC" })),
          step("read", get("key"), health("plugin")),
        ]);
        const begun = performance.now();
        const limitMs = request.deadlineMs + overdueMs;
        const reply = await ask("prove", request).orAfter<Reply>(limitMs, noAnswer(limitMs));
        if (reply.kind === "none" || reply.answer.error) return broken(sent, shownReply(reply));
        const checked = answerSchema.safeParse(reply.answer.result);
        const [issue] = checked.error?.issues ?? [];
        if (!checked.success) return broken(sent, `${issue?.path.join(".")}: ${issue?.message}`);
        if (checked.data.kind === "unsupported") return notApplicable(sent, checked.data.reason);
        const breach = answerBreach(request, checked.data, performance.now() - begun);
        return judged(breach === null, sent, breach ?? "every field");
      }),
  },
  {
    ...prove,
    id: "status-names",
    sentence: "names every status by gRPC's own name",
    check: (bench) =>
      withPeer(
        bench,
        {
          answer: ({ message }) => ({
            status: failing.find((name) => name === textIn(message, 1)) ?? "OK",
          }),
        },
        (client, { endpoint }) => {
          const request = proveAt(
            endpoint,
            failing.map((name) => step(name, get(name, [...grpcStatusNames]))),
          );
          return proved(client, request, "a get for each status", (answer) => {
            const told = answer.steps.map(({ calls }) => calls[0]?.status);
            const wrong = failing.find((name, at) => told[at] !== name);
            return judged(
              wrong === undefined,
              "a get for each status",
              wrong === undefined
                ? "each by its name"
                : `${wrong} as ${told[failing.indexOf(wrong)] ?? "no answer"}`,
            );
          });
        },
      ),
  },
  {
    ...prove,
    id: "status-message",
    sentence: "reports the text of a status as message",
    check: (bench) => {
      const text = `text ${randomBytes(6).toString("hex")}`;
      return withPeer(
        bench,
        { answer: () => ({ status: "FAILED_PRECONDITION", text }) },
        (client, { endpoint }) => {
          const sent = `a get that ends in FAILED_PRECONDITION, ${text}`;
          return proved(client, proveAt(endpoint, [step("get", get("key"))]), sent, (answer) => {
            const said = answer.steps[0]?.calls[0]?.message ?? "";
            return judged(said.includes(text), sent, said === "" ? "no message" : said);
          });
        },
      );
    },
  },
  {
    ...prove,
    id: "value-sent",
    sentence: "puts the bytes of base64, or of pattern: byte i is (first + i) mod 256",
    check: (bench) =>
      withPeer(bench, { answer: usual }, async (client, { endpoint, calls }) => {
        const rows = [
          { given: { base64: everyByte.toString("base64") }, bytes: everyByte },
          {
            given: { pattern: { size: 300, first: 250 } },
            bytes: Buffer.from(Array.from({ length: 300 }, (_, at) => (250 + at) % 256)),
          },
          { given: { base64: "" }, bytes: Buffer.alloc(0) },
        ];
        return every(
          await Promise.all(
            rows.map(({ given, bytes }, at) => {
              const key = `key-${at}`;
              const sent = JSON.stringify(given).slice(0, 60);
              const request = proveAt(endpoint, [step("put", put(key, given))]);
              return proved(client, request, sent, (answer) => {
                const call = calls.find(({ message }) => textIn(message, 1) === key);
                if (!call) return broken(sent, `no put: ${statuses(answer)}`);
                const came = bytesIn(call.message, 2);
                return judged(
                  came.equals(bytes),
                  sent,
                  came.equals(bytes)
                    ? "those bytes"
                    : `${came.length} bytes: ${came.toString("hex", 0, 16)}`,
                );
              });
            }),
          ),
        );
      }),
  },
  {
    ...prove,
    id: "value-digest",
    sentence: "reports the value of a get by its size and the SHA-256 of its bytes",
    check: (bench) => {
      const bytes = randomBytes(1000);
      return withPeer(
        bench,
        { answer: () => ({ status: "OK", message: getResponse(bytes) }) },
        (client, { endpoint }) => {
          const sent = "a get of 1000 bytes";
          return proved(client, proveAt(endpoint, [step("get", get("key"))]), sent, (answer) => {
            const told = answer.steps[0]?.calls[0]?.value;
            const isSame = told?.size === 1000 && told.sha256.toLowerCase() === digestOf(bytes);
            return judged(isSame, sent, told ? JSON.stringify(told) : "no value");
          });
        },
      );
    },
  },
  {
    ...prove,
    id: "serving",
    sentence: "asks health of the service that is named, and reports its status by name",
    check: (bench) =>
      withPeer(
        bench,
        {
          answer: ({ message }) => ({
            status: "OK",
            message: healthResponse(textIn(message, 1) === "plugin" ? "SERVING" : "NOT_SERVING"),
          }),
        },
        (client, { endpoint }) => {
          const sent = "health of plugin, which serves, and of another, which does not";
          const request = proveAt(endpoint, [step("health", health("plugin"), health("other"))]);
          return proved(client, request, sent, ({ steps }) => {
            const told = steps[0]?.calls.map(({ serving }) => serving) ?? [];
            return judged(`${told}` === "SERVING,NOT_SERVING", sent, told.join(", ") || "nothing");
          });
        },
      ),
  },
  {
    ...prove,
    id: "unary",
    sentence: "calls the path of unary with the bytes of its value, and digests the answer's bytes",
    check: (bench) => {
      const [path, asked, answered] = ["/other.Service/Call", randomBytes(40), randomBytes(60)];
      return withPeer(
        bench,
        { answer: () => ({ status: "OK", message: answered }) },
        (client, { endpoint, calls }) => {
          const sent = `unary of ${path} with 40 bytes, which is answered with 60`;
          const call: Call = {
            call: "unary",
            path,
            value: { base64: asked.toString("base64") },
            continueOn: ["OK"],
          };
          return proved(client, proveAt(endpoint, [step("call", call)]), sent, ({ steps }) => {
            const [made] = calls;
            if (made?.path !== path) return broken(sent, `a call of ${made?.path ?? "nothing"}`);
            if (!made.message.equals(asked)) {
              return broken(sent, `a request of ${made.message.length} other bytes`);
            }
            const told = steps[0]?.calls[0]?.value;
            const isSame = told?.size === answered.length && told.sha256 === digestOf(answered);
            return judged(isSame, sent, told ? JSON.stringify(told) : "no value");
          });
        },
      );
    },
  },
];

const digestOf = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
