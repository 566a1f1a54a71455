import { alpnMismatch } from "./causes/alpn-mismatch.ts";
import { alpnNotNegotiated } from "./causes/alpn-not-negotiated.ts";
import { announcedAddressUnusable } from "./causes/announced-address-unusable.ts";
import { announcementMismatch } from "./causes/announcement-mismatch.ts";
import { authorityRejected } from "./causes/authority-rejected.ts";
import { caUsedAsEndEntity } from "./causes/ca-used-as-end-entity.ts";
import { certificateExpired } from "./causes/certificate-expired.ts";
import { certificateNotExchanged } from "./causes/certificate-not-exchanged.ts";
import { certificateNotYetValid } from "./causes/certificate-not-yet-valid.ts";
import { clientCertificateMissing } from "./causes/client-certificate-missing.ts";
import { clientCertificateUntrusted } from "./causes/client-certificate-untrusted.ts";
import { clientCertificateWithheld } from "./causes/client-certificate-withheld.ts";
import { closedBeforePreface } from "./causes/closed-before-preface.ts";
import { commandNotRunnable } from "./causes/command-not-runnable.ts";
import { connectionRefused } from "./causes/connection-refused.ts";
import { controlInconclusive } from "./causes/control-inconclusive.ts";
import { cookieMismatch } from "./causes/cookie-mismatch.ts";
import { deadlineExceeded } from "./causes/deadline-exceeded.ts";
import { didNotStop } from "./causes/did-not-stop.ts";
import { exitedEarly } from "./causes/exited-early.ts";
import { exitedMidCall } from "./causes/exited-mid-call.ts";
import { goaway } from "./causes/goaway.ts";
import { goawayEnhanceYourCalm } from "./causes/goaway-enhance-your-calm.ts";
import { handshakeLineMissing } from "./causes/handshake-line-missing.ts";
import { handshakeLinePolluted } from "./causes/handshake-line-polluted.ts";
import { handshakeStalled } from "./causes/handshake-stalled.ts";
import { hostnameMismatch, nameNotServed, nameRefused } from "./causes/hostname-mismatch.ts";
import { httpProxyIntercept } from "./causes/http-proxy-intercept.ts";
import { httpStatusFromIntermediary } from "./causes/http-status-from-intermediary.ts";
import { idleDrop } from "./causes/idle-drop.ts";
import { impostorAccepted } from "./causes/impostor-accepted.ts";
import { incompleteChain, perhapsIncompleteChain } from "./causes/incomplete-chain.ts";
import { keyNotLoadable } from "./causes/key-not-loadable.ts";
import { keyTooWeak, ownKeyTooWeak } from "./causes/key-too-weak.ts";
import { labelNotHonoured } from "./causes/label-not-honoured.ts";
import { leftProcesses } from "./causes/left-processes.ts";
import { messageTooLarge } from "./causes/message-too-large.ts";
import { missingKeyNotReported } from "./causes/missing-key-not-reported.ts";
import { nameNotResolved } from "./causes/name-not-resolved.ts";
import {
  noCommonCipherSuite,
  prohibitedSuite,
  suitesWithoutKey,
} from "./causes/no-common-cipher-suite.ts";
import { groupsOfNobody, noCommonGroup } from "./causes/no-common-group.ts";
import { noCommonVersion } from "./causes/no-common-version.ts";
import { noSubjectAltName } from "./causes/no-subject-alt-name.ts";
import { oneWayNotMutual } from "./causes/one-way-not-mutual.ts";
import { outputFlooded } from "./causes/output-flooded.ts";
import { peerNotHttp2 } from "./causes/peer-not-http2.ts";
import { peerSpeaksHttp1 } from "./causes/peer-speaks-http1.ts";
import { plaintextClientToTlsPort } from "./causes/plaintext-client-to-tls-port.ts";
import { protocolVersionMismatch } from "./causes/protocol-version-mismatch.ts";
import { resetByIntermediary } from "./causes/reset-by-intermediary.ts";
import { serviceUnimplemented } from "./causes/service-unimplemented.ts";
import {
  schemesWithoutKey,
  signatureSchemeNotOffered,
} from "./causes/signature-scheme-not-offered.ts";
import { silentPeer } from "./causes/silent-peer.ts";
import { silentlyInsecure } from "./causes/silently-insecure.ts";
import { startTimeout } from "./causes/start-timeout.ts";
import { serviceFails, stepIncomplete } from "./causes/step-incomplete.ts";
import { streamReset } from "./causes/stream-reset.ts";
import { targetUnusable } from "./causes/target-unusable.ts";
import { tlsClientToPlaintextPort } from "./causes/tls-client-to-plaintext-port.ts";
import { tlsInterception } from "./causes/tls-interception.ts";
import { unknownCa } from "./causes/unknown-ca.ts";
import { valueCorrupted } from "./causes/value-corrupted.ts";
import { addressesDiffer, wrongEndpoint } from "./causes/wrong-endpoint.ts";
import { wrongExtendedKeyUsage } from "./causes/wrong-extended-key-usage.ts";
import type { Rule } from "./rule.ts";

/** From the first thing that can go wrong to the last; of two that are decided, the earlier explains the later. */
export const rules: readonly Rule[] = [
  commandNotRunnable,
  outputFlooded,
  cookieMismatch,
  keyNotLoadable,
  ownKeyTooWeak,
  exitedEarly,
  announcementMismatch,
  protocolVersionMismatch,
  announcedAddressUnusable,
  startTimeout,
  handshakeLineMissing,
  handshakeLinePolluted,
  certificateNotExchanged,
  targetUnusable,
  nameNotResolved,
  connectionRefused,
  addressesDiffer,
  httpProxyIntercept,
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
  tlsInterception,
  noSubjectAltName,
  hostnameMismatch,
  clientCertificateMissing,
  clientCertificateWithheld,
  clientCertificateUntrusted,
  perhapsIncompleteChain,
  alpnNotNegotiated,
  idleDrop,
  goawayEnhanceYourCalm,
  goaway,
  authorityRejected,
  httpStatusFromIntermediary,
  exitedMidCall,
  messageTooLarge,
  resetByIntermediary,
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
  nameNotServed,
  prohibitedSuite,
  suitesWithoutKey,
  schemesWithoutKey,
  groupsOfNobody,
  nameRefused,
  closedBeforePreface,
  serviceUnimplemented,
  stepIncomplete,
  serviceFails,
  deadlineExceeded,
  wrongEndpoint,
];
