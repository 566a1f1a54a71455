import { accessDenied } from "./detectors/access-denied.ts";
import { alpnMismatch } from "./detectors/alpn-mismatch.ts";
import { alpnNotNegotiated } from "./detectors/alpn-not-negotiated.ts";
import { announcedAddressUnusable } from "./detectors/announced-address-unusable.ts";
import { announcementMismatch } from "./detectors/announcement-mismatch.ts";
import { authorityRejected, nameNotServed, nameRefused } from "./detectors/authority-rejected.ts";
import { binaryMetadataRefused } from "./detectors/binary-metadata-refused.ts";
import { caUsedAsEndEntity } from "./detectors/ca-used-as-end-entity.ts";
import { certificateCurveRefused } from "./detectors/certificate-curve-refused.ts";
import { certificateExpired } from "./detectors/certificate-expired.ts";
import { certificateNotExchanged } from "./detectors/certificate-not-exchanged.ts";
import { certificateNotYetValid } from "./detectors/certificate-not-yet-valid.ts";
import { chainUnverifiable } from "./detectors/chain-unverifiable.ts";
import { clientCertificateMissing } from "./detectors/client-certificate-missing.ts";
import { clientCertificateUntrusted } from "./detectors/client-certificate-untrusted.ts";
import { clientCertificateWithheld } from "./detectors/client-certificate-withheld.ts";
import { closedBeforePreface } from "./detectors/closed-before-preface.ts";
import { commandNotRunnable } from "./detectors/command-not-runnable.ts";
import { connectionRefused } from "./detectors/connection-refused.ts";
import { contentTypeNotGrpc } from "./detectors/content-type-not-grpc.ts";
import { controlInconclusive } from "./detectors/control-inconclusive.ts";
import { cookieMismatch } from "./detectors/cookie-mismatch.ts";
import { credentialsRequired } from "./detectors/credentials-required.ts";
import { deadlineExceeded } from "./detectors/deadline-exceeded.ts";
import { didNotStop } from "./detectors/did-not-stop.ts";
import { exitedEarly } from "./detectors/exited-early.ts";
import { brokenOffMidCall, exitedMidCall } from "./detectors/exited-mid-call.ts";
import { goaway } from "./detectors/goaway.ts";
import { goawayEnhanceYourCalm } from "./detectors/goaway-enhance-your-calm.ts";
import { grpcStatusMalformed } from "./detectors/grpc-status-malformed.ts";
import { grpcStatusMissing } from "./detectors/grpc-status-missing.ts";
import { handshakeLineMissing } from "./detectors/handshake-line-missing.ts";
import { handshakeLinePolluted } from "./detectors/handshake-line-polluted.ts";
import { handshakeStalled } from "./detectors/handshake-stalled.ts";
import { headerListTooLarge } from "./detectors/header-list-too-large.ts";
import { healthNotServing } from "./detectors/health-not-serving.ts";
import { hostnameMismatch } from "./detectors/hostname-mismatch.ts";
import { httpProxyIntercept } from "./detectors/http-proxy-intercept.ts";
import { httpStatusFromIntermediary } from "./detectors/http-status-from-intermediary.ts";
import { http2Violation } from "./detectors/http2-violation.ts";
import { idleDrop } from "./detectors/idle-drop.ts";
import { impostorAccepted } from "./detectors/impostor-accepted.ts";
import { incompleteChain, perhapsIncompleteChain } from "./detectors/incomplete-chain.ts";
import { keyNotLoadable } from "./detectors/key-not-loadable.ts";
import { keyTooWeak, ownKeyTooWeak } from "./detectors/key-too-weak.ts";
import { labelNotHonoured } from "./detectors/label-not-honoured.ts";
import { leftProcesses } from "./detectors/left-processes.ts";
import { malformedRequest } from "./detectors/malformed-request.ts";
import { malformedResponse } from "./detectors/malformed-response.ts";
import { messageEncodingUnsupported } from "./detectors/message-encoding-unsupported.ts";
import { messageFramingBroken } from "./detectors/message-framing-broken.ts";
import { messageNotParsable } from "./detectors/message-not-parsable.ts";
import { messageTooLarge } from "./detectors/message-too-large.ts";
import { missingKeyNotReported } from "./detectors/missing-key-not-reported.ts";
import { nameNotResolved } from "./detectors/name-not-resolved.ts";
import { nameNotSent } from "./detectors/name-not-sent.ts";
import {
  noCommonCipherSuite,
  prohibitedSuite,
  suitesWithoutKey,
} from "./detectors/no-common-cipher-suite.ts";
import { groupsOfNobody, noCommonGroup } from "./detectors/no-common-group.ts";
import { noCommonVersion } from "./detectors/no-common-version.ts";
import { noSubjectAltName } from "./detectors/no-subject-alt-name.ts";
import { oneWayNotMutual } from "./detectors/one-way-not-mutual.ts";
import { otherProtocol } from "./detectors/other-protocol.ts";
import { outputFlooded } from "./detectors/output-flooded.ts";
import { pathNotRouted } from "./detectors/path-not-routed.ts";
import { peerNotHttp2 } from "./detectors/peer-not-http2.ts";
import { peerSpeaksHttp1 } from "./detectors/peer-speaks-http1.ts";
import { plaintextClientToTlsPort } from "./detectors/plaintext-client-to-tls-port.ts";
import { protocolVersionMismatch } from "./detectors/protocol-version-mismatch.ts";
import { proxyProtocolExpected } from "./detectors/proxy-protocol-expected.ts";
import { rateLimited } from "./detectors/rate-limited.ts";
import { redirected } from "./detectors/redirected.ts";
import { resetByIntermediary } from "./detectors/reset-by-intermediary.ts";
import { responseCardinalityViolation } from "./detectors/response-cardinality-violation.ts";
import { serviceUnimplemented } from "./detectors/service-unimplemented.ts";
import { settingsForbidCalls } from "./detectors/settings-forbid-calls.ts";
import {
  schemesWithoutKey,
  signatureSchemeNotOffered,
} from "./detectors/signature-scheme-not-offered.ts";
import { silentPeer } from "./detectors/silent-peer.ts";
import { silentlyInsecure } from "./detectors/silently-insecure.ts";
import { socketNotPermitted } from "./detectors/socket-not-permitted.ts";
import { specificationViolated } from "./detectors/specification-violated.ts";
import { startTimeout } from "./detectors/start-timeout.ts";
import { serviceFails, stepIncomplete } from "./detectors/step-incomplete.ts";
import { streamReset } from "./detectors/stream-reset.ts";
import { pathTooLong, targetUnusable } from "./detectors/target-unusable.ts";
import { tlsClientToPlaintextPort } from "./detectors/tls-client-to-plaintext-port.ts";
import { tlsInterception } from "./detectors/tls-interception.ts";
import { unknownCa } from "./detectors/unknown-ca.ts";
import { upstreamCertificateRejected } from "./detectors/upstream-certificate-rejected.ts";
import { upstreamProtocolMismatch } from "./detectors/upstream-protocol-mismatch.ts";
import { upstreamTimeout } from "./detectors/upstream-timeout.ts";
import { upstreamUnreachable } from "./detectors/upstream-unreachable.ts";
import { valueCorrupted } from "./detectors/value-corrupted.ts";
import { addressesDiffer, wrongEndpoint } from "./detectors/wrong-endpoint.ts";
import { wrongExtendedKeyUsage } from "./detectors/wrong-extended-key-usage.ts";
import type { Rule } from "./rule.ts";

/** From the first thing that can go wrong to the last; of two that are decided, the earlier explains the later. */
export const rules: readonly Rule[] = [
  commandNotRunnable,
  outputFlooded,
  cookieMismatch,
  ownKeyTooWeak,
  keyNotLoadable,
  exitedEarly,
  announcementMismatch,
  protocolVersionMismatch,
  announcedAddressUnusable,
  startTimeout,
  handshakeLineMissing,
  handshakeLinePolluted,
  certificateNotExchanged,
  targetUnusable,
  pathTooLong,
  nameNotResolved,
  socketNotPermitted,
  otherProtocol,
  proxyProtocolExpected,
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
  certificateCurveRefused,
  signatureSchemeNotOffered,
  alpnMismatch,
  certificateExpired,
  certificateNotYetValid,
  wrongExtendedKeyUsage,
  keyTooWeak,
  incompleteChain,
  unknownCa,
  chainUnverifiable,
  tlsInterception,
  noSubjectAltName,
  hostnameMismatch,
  // Most verifiers accept it: what else is wrong explains a refusal better.
  caUsedAsEndEntity,
  clientCertificateMissing,
  clientCertificateWithheld,
  clientCertificateUntrusted,
  perhapsIncompleteChain,
  alpnNotNegotiated,
  idleDrop,
  settingsForbidCalls,
  goawayEnhanceYourCalm,
  goaway,
  http2Violation,
  authorityRejected,
  // A right value that is refused after a malformed one is the server's doing.
  binaryMetadataRefused,
  malformedRequest,
  malformedResponse,
  headerListTooLarge,
  contentTypeNotGrpc,
  messageFramingBroken,
  messageEncodingUnsupported,
  grpcStatusMissing,
  grpcStatusMalformed,
  messageNotParsable,
  responseCardinalityViolation,
  healthNotServing,
  redirected,
  credentialsRequired,
  accessDenied,
  pathNotRouted,
  rateLimited,
  upstreamUnreachable,
  upstreamProtocolMismatch,
  upstreamCertificateRejected,
  upstreamTimeout,
  httpStatusFromIntermediary,
  exitedMidCall,
  messageTooLarge,
  resetByIntermediary,
  streamReset,
  missingKeyNotReported,
  specificationViolated,
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
  nameNotSent,
  prohibitedSuite,
  suitesWithoutKey,
  schemesWithoutKey,
  groupsOfNobody,
  nameRefused,
  closedBeforePreface,
  brokenOffMidCall,
  serviceUnimplemented,
  stepIncomplete,
  serviceFails,
  deadlineExceeded,
  wrongEndpoint,
];
