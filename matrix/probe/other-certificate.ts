import { faultElsewhere } from "../diagnose/unsteady-endpoint.ts";
import { decisiveConnection } from "../domain/decisive-connection.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import type { CallAttempt } from "./attempt-call.ts";
import type { Question } from "./question.ts";
import type { Steadiness } from "./steadiness.ts";

/** Whether other connections were shown a certificate that clients refuse; null where none was. */
export const otherCertificate = (
  { connections }: CallAttempt,
  shown: readonly CertificateFacts[],
  { roots, serverName }: Question,
): Steadiness | null => {
  const own = decisiveConnection(connections)?.wire.tls?.serverCertificate?.chain[0];
  const fault =
    own &&
    faultElsewhere(own, shown, {
      server: null,
      client: null,
      clientTrusts: roots?.facts ?? [],
      serverTrusts: [],
      intermediates: [],
      serverName,
      at: new Date().toISOString(),
    });
  return fault ? { kind: "other certificate", fault } : null;
};
