import { brokenReply } from "./broken-reply.ts";
import { alpnMismatch } from "./detectors/alpn-mismatch.ts";
import { alpnNotNegotiated } from "./detectors/alpn-not-negotiated.ts";
import { authorityRejected, nameNotServed, nameRefused } from "./detectors/authority-rejected.ts";
import { binaryMetadataRefused } from "./detectors/binary-metadata-refused.ts";
import { certificateCurveRefused } from "./detectors/certificate-curve-refused.ts";
import { certificateNotExchanged } from "./detectors/certificate-not-exchanged.ts";
import { chainUnverifiable } from "./detectors/chain-unverifiable.ts";
import { clientCertificateMissing } from "./detectors/client-certificate-missing.ts";
import {
  clientCertificateUntrusted,
  revocationListOutOfDate,
} from "./detectors/client-certificate-untrusted.ts";
import { clientCertificateWithheld } from "./detectors/client-certificate-withheld.ts";
import { closedBeforePreface } from "./detectors/closed-before-preface.ts";
import { contentTypeNotGrpc } from "./detectors/content-type-not-grpc.ts";
import { controlInconclusive, impostorAccepted, oneWayNotMutual } from "./detectors/controls.ts";
import { cookieMismatch } from "./detectors/cookie-mismatch.ts";
import { deadlineExceeded } from "./detectors/deadline-exceeded.ts";
import {
  connectionRefused,
  hostUnreachable,
  nameNotResolved,
  pathTooLong,
  silentToConnect,
  socketNotPermitted,
  targetUnusable,
} from "./detectors/dial.ts";
import { brokenOffMidCall, exitedMidCall } from "./detectors/exited-mid-call.ts";
import {
  announcedAddressUnusable,
  announcementMismatch,
  handshakeLineMissing,
  handshakeLinePolluted,
  protocolVersionMismatch,
  startTimeout,
} from "./detectors/first-line.ts";
import { goaway } from "./detectors/goaway.ts";
import { goawayEnhanceYourCalm } from "./detectors/goaway-enhance-your-calm.ts";
import { handshakeStalled } from "./detectors/handshake-stalled.ts";
import { headerListTooLarge, requestHeadersRefused } from "./detectors/header-list-too-large.ts";
import { healthNotServing } from "./detectors/health-not-serving.ts";
import { httpProxyIntercept } from "./detectors/http-proxy-intercept.ts";
import { httpStatusFromIntermediary } from "./detectors/http-status-from-intermediary.ts";
import { http2Violation } from "./detectors/http2-violation.ts";
import { idleDrop } from "./detectors/idle-drop.ts";
import { keyNotLoadable } from "./detectors/key-not-loadable.ts";
import { ownKeyTooWeak } from "./detectors/key-too-weak.ts";
import { labelNotHonoured } from "./detectors/label-not-honoured.ts";
import { malformedRequest } from "./detectors/malformed-request.ts";
import { messageEncodingUnsupported } from "./detectors/message-encoding-unsupported.ts";
import { messageTooLarge } from "./detectors/message-too-large.ts";
import { nameWithoutCertificate } from "./detectors/name-without-certificate.ts";
import {
  noCommonCipherSuite,
  prohibitedSuite,
  suitesWithoutKey,
} from "./detectors/no-common-cipher-suite.ts";
import { groupsOfNobody, noCommonGroup } from "./detectors/no-common-group.ts";
import { noCommonVersion } from "./detectors/no-common-version.ts";
import { otherProtocol, proxyProtocolExpected } from "./detectors/other-listener.ts";
import { pathNotRouted } from "./detectors/path-not-routed.ts";
import { peerNotHttp2 } from "./detectors/peer-not-http2.ts";
import { peerSpeaksHttp1 } from "./detectors/peer-speaks-http1.ts";
import { plaintextClientToTlsPort } from "./detectors/plaintext-client-to-tls-port.ts";
import { rateLimited } from "./detectors/rate-limited.ts";
import { resetByIntermediary } from "./detectors/reset-by-intermediary.ts";
import {
  commandNotRunnable,
  didNotStop,
  exitedEarly,
  leftProcesses,
  outputFlooded,
} from "./detectors/server-process.ts";
import { serviceUnimplemented } from "./detectors/service-unimplemented.ts";
import { settingsForbidCalls } from "./detectors/settings-forbid-calls.ts";
import {
  schemesWithoutKey,
  signatureSchemeNotOffered,
} from "./detectors/signature-scheme-not-offered.ts";
import { silentPeer } from "./detectors/silent-peer.ts";
import { silentlyInsecure } from "./detectors/silently-insecure.ts";
import { specificationViolated } from "./detectors/specification-violated.ts";
import { serviceFails } from "./detectors/step-incomplete.ts";
import { streamReset } from "./detectors/stream-reset.ts";
import { tlsClientToPlaintextPort } from "./detectors/tls-client-to-plaintext-port.ts";
import { tlsInterception } from "./detectors/tls-interception.ts";
import { wrongEndpoint } from "./detectors/wrong-endpoint.ts";
import { differingAddresses, unsentIntermediate } from "./endpoint-findings.ts";
import { httpAnswer } from "./http-answer.ts";
import { refusedCall } from "./refused-call.ts";
import { rejectedCertificate } from "./rejected-certificate.ts";
import { ofCell, ofEndpoint, type Rule } from "./rule.ts";
import { upstreamFault } from "./upstream-fault.ts";
import { wrongAnswer } from "./wrong-answer.ts";

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
  silentToConnect,
  hostUnreachable,
  connectionRefused,
  ofEndpoint({ code: "wrong-endpoint", diagnose: differingAddresses }),
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
  rejectedCertificate("certificate-malformed"),
  revocationListOutOfDate,
  rejectedCertificate("certificate-expired"),
  rejectedCertificate("certificate-not-yet-valid"),
  rejectedCertificate("wrong-extended-key-usage"),
  rejectedCertificate("key-too-weak"),
  rejectedCertificate("incomplete-chain"),
  rejectedCertificate("unknown-ca"),
  chainUnverifiable,
  tlsInterception,
  rejectedCertificate("no-subject-alt-name"),
  rejectedCertificate("hostname-mismatch"),
  // Most verifiers accept it: what else is wrong explains a refusal better.
  rejectedCertificate("ca-used-as-end-entity"),
  clientCertificateMissing,
  clientCertificateWithheld,
  clientCertificateUntrusted,
  { code: "incomplete-chain", diagnose: unsentIntermediate },
  alpnNotNegotiated,
  idleDrop,
  settingsForbidCalls,
  requestHeadersRefused,
  goawayEnhanceYourCalm,
  goaway,
  http2Violation,
  authorityRejected,
  // A right value that is refused after a malformed one is the server's doing.
  binaryMetadataRefused,
  malformedRequest,
  brokenReply("malformed-response"),
  headerListTooLarge,
  contentTypeNotGrpc,
  brokenReply("message-framing-broken"),
  messageEncodingUnsupported,
  brokenReply("grpc-status-missing"),
  brokenReply("grpc-status-malformed"),
  brokenReply("message-not-parsable"),
  brokenReply("response-cardinality-violation"),
  healthNotServing,
  httpAnswer("redirected"),
  refusedCall("UNAUTHENTICATED"),
  refusedCall("PERMISSION_DENIED"),
  pathNotRouted,
  rateLimited,
  upstreamFault("upstream-unreachable"),
  upstreamFault("upstream-protocol-mismatch"),
  upstreamFault("upstream-certificate-rejected"),
  upstreamFault("upstream-timeout"),
  httpStatusFromIntermediary,
  exitedMidCall,
  messageTooLarge,
  resetByIntermediary,
  streamReset,
  wrongAnswer("missing-key-not-reported"),
  specificationViolated,
  wrongAnswer("value-corrupted"),
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
  nameWithoutCertificate,
  prohibitedSuite,
  suitesWithoutKey,
  schemesWithoutKey,
  groupsOfNobody,
  nameRefused,
  closedBeforePreface,
  brokenOffMidCall,
  serviceUnimplemented,
  ofCell(wrongAnswer("step-incomplete")),
  serviceFails,
  deadlineExceeded,
  wrongEndpoint,
];
