import { type Cause, type Diagnosis, phaseOf } from "../domain/cause.ts";
import type { Phase } from "../domain/phase.ts";
import { alpnMismatch } from "./causes/alpn-mismatch.ts";
import { alpnNotNegotiated } from "./causes/alpn-not-negotiated.ts";
import { caUsedAsEndEntity } from "./causes/ca-used-as-end-entity.ts";
import { certificateExpired } from "./causes/certificate-expired.ts";
import { certificateNotYetValid } from "./causes/certificate-not-yet-valid.ts";
import { clientCertificateMissing } from "./causes/client-certificate-missing.ts";
import { clientCertificateUntrusted } from "./causes/client-certificate-untrusted.ts";
import { clientCertificateWithheld } from "./causes/client-certificate-withheld.ts";
import { closedBeforePreface } from "./causes/closed-before-preface.ts";
import { controlInconclusive } from "./causes/control-inconclusive.ts";
import { cookieMismatch } from "./causes/cookie-mismatch.ts";
import { goaway } from "./causes/goaway.ts";
import { goawayEnhanceYourCalm } from "./causes/goaway-enhance-your-calm.ts";
import { handshakeStalled } from "./causes/handshake-stalled.ts";
import { hostnameMismatch } from "./causes/hostname-mismatch.ts";
import { httpStatusFromIntermediary } from "./causes/http-status-from-intermediary.ts";
import { impostorAccepted } from "./causes/impostor-accepted.ts";
import { incompleteChain } from "./causes/incomplete-chain.ts";
import { keyNotLoadable } from "./causes/key-not-loadable.ts";
import { keyTooWeak, ownKeyTooWeak } from "./causes/key-too-weak.ts";
import { labelNotHonoured } from "./causes/label-not-honoured.ts";
import { messageTooLarge } from "./causes/message-too-large.ts";
import { nameNotResolved } from "./causes/name-not-resolved.ts";
import { noCommonCipherSuite } from "./causes/no-common-cipher-suite.ts";
import { noCommonGroup } from "./causes/no-common-group.ts";
import { noCommonVersion } from "./causes/no-common-version.ts";
import { noSubjectAltName } from "./causes/no-subject-alt-name.ts";
import { oneWayNotMutual } from "./causes/one-way-not-mutual.ts";
import { peerNotHttp2 } from "./causes/peer-not-http2.ts";
import { peerSpeaksHttp1 } from "./causes/peer-speaks-http1.ts";
import { plaintextClientToTlsPort } from "./causes/plaintext-client-to-tls-port.ts";
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
import { protocolVersionMismatch } from "./causes/protocol-version-mismatch.ts";
import { didNotStop, leftProcesses } from "./causes/shutdown.ts";
import { signatureSchemeNotOffered } from "./causes/signature-scheme-not-offered.ts";
import { silentPeer } from "./causes/silent-peer.ts";
import { silentlyInsecure } from "./causes/silently-insecure.ts";
import { streamReset } from "./causes/stream-reset.ts";
import { tlsClientToPlaintextPort } from "./causes/tls-client-to-plaintext-port.ts";
import { unknownCa } from "./causes/unknown-ca.ts";
import {
  deadlineExceeded,
  missingKeyNotReported,
  serviceUnimplemented,
  stepIncomplete,
  valueCorrupted,
} from "./causes/wrong-answer.ts";
import { wrongEndpoint } from "./causes/wrong-endpoint.ts";
import { wrongExtendedKeyUsage } from "./causes/wrong-extended-key-usage.ts";
import { clientTexts, type Rule, type Symptoms } from "./rule.ts";

/** From the first thing that can go wrong to the last; of two that are decided, the earlier explains the later. */
const rules: readonly Rule[] = [
  commandNotRunnable,
  outputFlooded,
  cookieMismatch,
  keyNotLoadable,
  ownKeyTooWeak,
  exitedEarly,
  protocolVersionMismatch,
  handshakeLineMissing,
  handshakeLinePolluted,
  certificateNotExchanged,
  nameNotResolved,
  connectionRefused,
  silentlyInsecure,
  peerSpeaksHttp1,
  peerNotHttp2,
  tlsClientToPlaintextPort,
  plaintextClientToTlsPort,
  silentPeer,
  handshakeStalled,
  noCommonVersion,
  noCommonCipherSuite,
  noCommonGroup,
  signatureSchemeNotOffered,
  alpnMismatch,
  certificateExpired,
  certificateNotYetValid,
  wrongExtendedKeyUsage,
  caUsedAsEndEntity,
  keyTooWeak,
  incompleteChain,
  unknownCa,
  noSubjectAltName,
  hostnameMismatch,
  clientCertificateMissing,
  clientCertificateWithheld,
  clientCertificateUntrusted,
  alpnNotNegotiated,
  goawayEnhanceYourCalm,
  goaway,
  httpStatusFromIntermediary,
  exitedMidCall,
  messageTooLarge,
  streamReset,
  missingKeyNotReported,
  valueCorrupted,
  impostorAccepted,
  oneWayNotMutual,
  labelNotHonoured,
  controlInconclusive,
  leftProcesses,
  didNotStop,
];

/** What can be said where nothing deeper is known. */
export const lastResorts: readonly Rule[] = [
  closedBeforePreface,
  serviceUnimplemented,
  stepIncomplete,
  deadlineExceeded,
  wrongEndpoint,
];

/** The causes of what failed or timed out. */
export const diagnose = (symptoms: Symptoms): Diagnosis => {
  const found = (some: readonly Rule[]) =>
    some.filter(concerns(symptoms.outcome.phase)).flatMap((rule) => {
      const found = rule.diagnose(symptoms);
      if (!found) return [];
      const { nextCheck = null, ...finding } = found;
      const cause: Cause = { remedy: null, ...finding, code: rule.code, clause: rule.clause };
      return [{ cause, nextCheck }];
    });
  const named = found(rules);
  const candidates = named.length > 0 ? named : found(lastResorts);
  const ranked = [...candidates].sort((a, b) => Number(b.cause.decided) - Number(a.cause.decided));
  const [first] = ranked;
  if (!first) return undiagnosed(symptoms);
  const { decided } = first.cause;
  return {
    determinable: decided,
    causes: ranked.map(({ cause }) => cause),
    nextCheck: decided ? null : first.nextCheck,
  };
};

/** What broke late got through all that comes before: an end of its connection explains nothing. */
const lateCauses: Partial<Record<Phase, readonly Phase[]>> = {
  proof: ["http2", "rpc", "proof", "control"],
  control: ["control"],
  shutdown: ["shutdown"],
};

const concerns =
  (phase: Phase) =>
  ({ code }: Rule): boolean => {
    const late = lateCauses[phase];
    const own = phaseOf(code);
    return !late || own === null || late.includes(own);
  };

const undiagnosed = ({ evidence }: Symptoms): Diagnosis => ({
  determinable: false,
  causes: [
    {
      code: "undiagnosed",
      side: null,
      decided: false,
      sentence: "The evidence fits no known cause.",
      matched: clientTexts(evidence)
        .slice(0, 3)
        .map((text) => ({ by: "client", text: text.slice(0, 300) })),
      remedy: null,
      clause: null,
    },
  ],
  nextCheck:
    "run the cell alone, which turns the libraries' debug output on, and read both sides' stderr",
});
