import type { Cause } from "../domain/cause.ts";
import { clientCertificateMissing } from "./causes/client-certificate-missing.ts";
import { clientCertificateWithheld } from "./causes/client-certificate-withheld.ts";
import { controlInconclusive } from "./causes/control-inconclusive.ts";
import { impostorAccepted } from "./causes/impostor-accepted.ts";
import { labelNotHonoured } from "./causes/label-not-honoured.ts";
import { oneWayNotMutual } from "./causes/one-way-not-mutual.ts";
import {
  certificateNotExchanged,
  commandNotRunnable,
  connectionRefused,
  exitedEarly,
  exitedMidCall,
  handshakeLineMissing,
  handshakeLinePolluted,
  outputFlooded,
} from "./causes/process-ended.ts";
import {
  alpnNotNegotiated,
  clientCertificateUntrusted,
  noCommonVersion,
  unknownCa,
} from "./causes/refusal-alert.ts";
import { didNotStop, leftProcesses } from "./causes/shutdown.ts";
import { signatureSchemeNotOffered } from "./causes/signature-scheme-not-offered.ts";
import { silentlyInsecure } from "./causes/silently-insecure.ts";
import {
  deadlineExceeded,
  missingKeyNotReported,
  serviceUnimplemented,
  stepIncomplete,
  valueCorrupted,
} from "./causes/wrong-answer.ts";
import {
  closedBeforePreface,
  peerSpeaksHttp1,
  plaintextClientToTlsPort,
  tlsClientToPlaintextPort,
} from "./causes/wrong-protocol.ts";
import { clientTexts, type Rule, type Symptoms } from "./rule.ts";

/** From the first thing that can go wrong to the last; of two that are decided, the earlier explains the later. */
const rules: readonly Rule[] = [
  commandNotRunnable,
  outputFlooded,
  exitedEarly,
  handshakeLineMissing,
  handshakeLinePolluted,
  certificateNotExchanged,
  connectionRefused,
  silentlyInsecure,
  peerSpeaksHttp1,
  tlsClientToPlaintextPort,
  plaintextClientToTlsPort,
  noCommonVersion,
  signatureSchemeNotOffered,
  clientCertificateMissing,
  clientCertificateWithheld,
  unknownCa,
  clientCertificateUntrusted,
  alpnNotNegotiated,
  exitedMidCall,
  closedBeforePreface,
  serviceUnimplemented,
  missingKeyNotReported,
  valueCorrupted,
  stepIncomplete,
  impostorAccepted,
  oneWayNotMutual,
  labelNotHonoured,
  controlInconclusive,
  leftProcesses,
  didNotStop,
  deadlineExceeded,
];

/** Ranked causes of a cell that failed or timed out, decided ones first; never empty. */
export const diagnose = (symptoms: Symptoms): readonly Cause[] => {
  const causes = rules.flatMap((rule): Cause[] => {
    const finding = rule.diagnose(symptoms);
    return finding
      ? [{ remedy: null, nextCheck: null, ...finding, code: rule.code, clause: rule.clause }]
      : [];
  });
  const ranked = [...causes].sort((a, b) => Number(b.decided) - Number(a.decided));
  return ranked.length > 0 ? ranked : [undiagnosed(symptoms)];
};

const undiagnosed = ({ evidence }: Symptoms): Cause => ({
  code: "undiagnosed",
  side: null,
  decided: false,
  sentence: "The evidence fits no known cause.",
  evidence: clientTexts(evidence)
    .slice(0, 3)
    .map((text) => ({ by: "client", text: text.slice(0, 300) })),
  remedy: null,
  clause: null,
  nextCheck:
    "run the cell alone, which turns the libraries' debug output on, and read both sides' stderr",
});
