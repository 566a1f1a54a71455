import { serverName } from "../../run/pki/server-name.ts";
import { descriptionSchema } from "../../run/supervise/worker-messages.ts";
import type { Bench } from "../bench.ts";
import { broken, type Clause, judged, notApplicable } from "../clause.ts";
import { getResponse } from "../messages.ts";
import { noAnswer, type Reply, shownReply, startAndAnswerMs } from "./client-process.ts";
import { get, proveAt, proved, statuses, step, withPeer } from "./proving.ts";

/** TLS secrets of a client. */
export const loggingKeys: readonly Clause<Bench>[] = [
  {
    id: "client-key-log",
    section: "Client",
    role: "client",
    sentence: "appends TLS secrets to SSLKEYLOGFILE if describe says keyLog true, and else none",
    check: async (bench) => {
      const { certificate, key } = await bench.pki.server("p256");
      const tls = { mode: "tls", ca: bench.pki.ca, serverName } as const;
      return withPeer(
        bench,
        {
          tls: { certificate, key, asksForCertificate: false },
          answer: () => ({ status: "OK", message: getResponse(Buffer.from("value")) }),
        },
        async (client, { endpoint, clientRandoms }) => {
          const described = await client
            .ask("describe", {})
            .orAfter<Reply>(startAndAnswerMs, noAnswer(startAndAnswerMs));
          const { data } = descriptionSchema.safeParse(
            described.kind === "answer" ? described.answer.result : null,
          );
          const sent = "SSLKEYLOGFILE, then a get over TLS";
          if (!data) return notApplicable(sent, `describe: ${shownReply(described)}`);
          const request = proveAt(endpoint, [step("get", get("key"))], { tls });
          return proved(client, request, sent, (told) => {
            const [random] = clientRandoms();
            if (random === undefined) return broken(sent, `no handshake: ${statuses(told)}`);
            const secrets = client.startup.folder.keyLog.get(random);
            const labels = secrets ? [...secrets.keys()].join(", ") : "nothing";
            return judged(
              (secrets !== undefined) === data.keyLog,
              sent,
              `keyLog ${data.keyLog}, ${labels}`,
            );
          });
        },
      );
    },
  },
];
