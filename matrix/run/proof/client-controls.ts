/** Negative tests of a client's configuration: which servers must it refuse? */
import type { Control, ControlName } from "../../domain/evidence.ts";
import type { ProveAnswer } from "../../domain/prove.ts";
import type { Worker } from "../supervise/worker.ts";
import type { Decoy } from "./impostor.ts";
import type { Asked, AskedOfPlugin } from "./prove-request.ts";

const judged = (
  name: ControlName,
  subject: string,
  decoy: Decoy,
  answer: ProveAnswer,
  begun: number,
): Control => {
  const finding = () => {
    if (answer.kind === "unsupported") {
      return { result: "inconclusive", saw: `the client said: ${answer.reason}` } as const;
    }
    const { connections, trusted } = decoy.seen();
    const status = answer.steps[0]?.calls[0]?.status;
    if (trusted || (status === "OK" && connections > 0)) {
      return {
        result: "accepted",
        saw: `the client went on to use the server${status === undefined ? "" : ` (status ${status})`}`,
      } as const;
    }
    const message =
      answer.steps[0]?.calls[0]?.message ?? answer.start?.error?.message ?? "no message";
    if (connections === 0 && !answer.start?.error) {
      return { result: "inconclusive", saw: `the client never connected: ${message}` } as const;
    }
    return { result: "refused", saw: `the client refused: ${message.slice(0, 300)}` } as const;
  };
  return { name, subject, ...finding(), elapsedMs: performance.now() - begun };
};

/**
 * `tls` and `mtls`: a server with the right name and a certificate of another authority.
 *
 * @param asked - at the decoy.
 */
export const impostorServer = async (
  worker: Worker,
  { request }: Asked,
  decoy: Decoy,
  subject: string,
): Promise<Control> => {
  const begun = performance.now();
  const answer = await worker.prove(request);
  return judged("impostor-server", subject, decoy, answer, begun);
};

/**
 * `auto-mtls`: a plugin that announces `certificate` in field 6 and whose address is the decoy's.
 *
 * @param asked - of a decoy in the plugin's place.
 * @param certificate - base64 without padding; empty to leave the field empty.
 */
export const decoyPlugin = async (
  name: "impostor-server" | "certificate-missing-in-handshake-line",
  worker: Worker,
  { request, slot, ending }: AskedOfPlugin,
  decoy: Decoy,
  certificate: string,
  subject: string,
): Promise<Control> => {
  const begun = performance.now();
  slot.clientCertificate.notify(() =>
    slot.announce(`1|1|${decoy.endpoint.network}|${decoy.endpoint.address}|grpc|${certificate}`),
  );
  try {
    const answer = await worker.prove(request);
    if (answer.kind === "observed" && answer.session !== null) {
      await worker.prove(ending(answer.session, false).request);
    }
    return judged(name, subject, decoy, answer, begun);
  } finally {
    await slot.stop();
  }
};
