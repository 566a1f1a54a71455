import { isDeadline } from "../../domain/grpc-status.ts";
import { Eventual } from "../../limits/eventual.ts";
import type { Bench } from "../bench.ts";
import { type Clause, judged } from "../clause.ts";
import { getResponse, textIn } from "../messages.ts";
import type { PeerAnswer } from "./peer.ts";
import { get, proveAt, proved, statuses, step, withPeer } from "./proving.ts";

const prove = { section: "prove", role: "client" } as const;

const found: PeerAnswer = { status: "OK", message: getResponse(Buffer.from("value")) };
const exists: PeerAnswer = { status: "ALREADY_EXISTS" };

/** How much later than its deadline an answer may come: the contract gives no more than the calls' own deadline. */
const lateMs = 3000;

/** Long enough for a call that is made at the same time. */
const holdMs = 300;

/** Long enough that a client which makes its calls one after the other is known by the first. */
const gatheringMs = 8000;

/** In which order a client makes calls, and when it ends. */
export const proceeding: readonly Clause<Bench>[] = [
  {
    ...prove,
    id: "continue-on",
    sentence: "ends the list after a step with a status that continueOn does not name",
    check: (bench) =>
      withPeer(bench, { answer: () => exists }, (client, { endpoint, calls }) => {
        const sent = "two steps, the first ends in ALREADY_EXISTS, continueOn OK";
        const request = proveAt(endpoint, [step("one", get("one")), step("two", get("two"))]);
        return proved(client, request, sent, (answer) =>
          judged(
            calls.length === 1 && answer.steps.length === 1,
            sent,
            `${calls.length} calls made, ${answer.steps.length} steps reported`,
          ),
        );
      }),
  },
  {
    ...prove,
    id: "continue-on-named",
    sentence: "goes on after a status that continueOn names",
    check: (bench) =>
      withPeer(bench, { answer: () => exists }, (client, { endpoint, calls }) => {
        const sent = "two steps, the first ends in ALREADY_EXISTS, continueOn ALREADY_EXISTS";
        const request = proveAt(endpoint, [
          step("one", get("one", ["OK", "ALREADY_EXISTS"])),
          step("two", get("two")),
        ]);
        return proved(client, request, sent, (answer) =>
          judged(
            calls.length === 2 && answer.steps.length === 2,
            sent,
            `${calls.length} calls made, ${answer.steps.length} steps reported`,
          ),
        );
      }),
  },
  {
    ...prove,
    id: "calls-at-once",
    sentence: "makes the calls of one step at once",
    check: (bench) => {
      const all = Eventual.open<PeerAnswer>();
      const keys = ["one", "two", "three"];
      const reached = new Set<string>();
      return withPeer(
        bench,
        {
          answer: ({ message }) => {
            reached.add(textIn(message, 1));
            if (reached.size === keys.length) all.settle(found);
            return all.eventual;
          },
        },
        (client, { endpoint }) => {
          const sent = "three gets in one step, answered when all have come";
          const request = proveAt(endpoint, [step("gets", ...keys.map((key) => get(key)))], {
            deadlineMs: gatheringMs,
          });
          return proved(client, request, sent, () =>
            judged(reached.size === keys.length, sent, `${reached.size} calls came together`),
          );
        },
      );
    },
  },
  {
    ...prove,
    id: "steps-in-order",
    sentence: "begins a step when the calls of the one before have ended",
    check: (bench) => {
      const later = Eventual.open<void>();
      let order = "nothing";
      /** The first step is held for a while, in which the second must not come. */
      const held = async (): Promise<PeerAnswer> => {
        const early = await later.eventual.map(() => true).orAfter(holdMs, false);
        order = early ? "both steps at once" : "in order";
        return found;
      };
      return withPeer(
        bench,
        {
          answer: ({ message }) => {
            if (textIn(message, 1) === "earlier") return Eventual.of(held());
            later.settle();
            return found;
          },
        },
        (client, { endpoint }) => {
          const sent = "two steps, the first held by its server";
          const request = proveAt(endpoint, [
            step("earlier", get("earlier")),
            step("later", get("later")),
          ]);
          return proved(client, request, sent, (answer) =>
            judged(order === "in order", sent, `${order}: ${statuses(answer)}`),
          );
        },
      );
    },
  },
  {
    ...prove,
    id: "deadline",
    sentence: "ends calls at deadlineMs, with DEADLINE_EXCEEDED",
    check: (bench) => {
      const deadlineMs = 800;
      return withPeer(bench, { answer: () => "held" }, async (client, { endpoint }) => {
        const sent = `a get that is never answered, deadlineMs ${deadlineMs}`;
        const request = proveAt(endpoint, [step("get", get("key"))], { deadlineMs });
        const begun = performance.now();
        return proved(client, request, sent, (answer) => {
          const tookMs = performance.now() - begun;
          const call = answer.steps[0]?.calls[0];
          const isNamed = isDeadline(call?.status ?? null, [call?.message ?? ""]);
          return judged(
            isNamed && tookMs < deadlineMs + lateMs,
            sent,
            `${statuses(answer)} ${tookMs < deadlineMs + lateMs ? "in time" : `after ${Math.round(tookMs)} ms`}`,
          );
        });
      });
    },
  },
  {
    ...prove,
    id: "deadline-of-all",
    lasts: "seconds",
    sentence: "gives each call what remains of deadlineMs",
    check: (bench) => {
      const deadlineMs = 6000;
      const answered = Eventual.open<PeerAnswer>();
      return withPeer(
        bench,
        { answer: ({ message }) => (textIn(message, 1) === "one" ? answered.eventual : "held") },
        async (client, { endpoint }) => {
          const sent = `two steps, the first takes 4.5 s, the second never ends, deadlineMs ${deadlineMs}`;
          void Eventual.when<void>(() => {})
            .orAfter(4500, null)
            .then(() => answered.settle(found));
          const request = proveAt(endpoint, [step("one", get("one")), step("two", get("two"))], {
            deadlineMs,
          });
          const begun = performance.now();
          return proved(client, request, sent, (answer) => {
            const tookMs = performance.now() - begun;
            // A new deadline for the second step would end 4.5 s later.
            const isInTime = tookMs < deadlineMs + lateMs;
            return judged(isInTime, sent, `${statuses(answer)} after ${Math.round(tookMs)} ms`);
          });
        },
      );
    },
  },
];
