import type { KnownCause } from "../domain/cause.ts";
import type { CauseKnowledge } from "./cause-knowledge.ts";
import { accessDenied } from "./causes/access-denied.ts";
import { alpnMismatch } from "./causes/alpn-mismatch.ts";
import { alpnNotNegotiated } from "./causes/alpn-not-negotiated.ts";
import { alpnUnsupported } from "./causes/alpn-unsupported.ts";
import { announcedAddressUnusable } from "./causes/announced-address-unusable.ts";
import { announcementMismatch } from "./causes/announcement-mismatch.ts";
import { authorityRejected } from "./causes/authority-rejected.ts";
import { caUsedAsEndEntity } from "./causes/ca-used-as-end-entity.ts";
import { cancelledByCaller } from "./causes/cancelled-by-caller.ts";
import { cannotListen } from "./causes/cannot-listen.ts";
import { certificateCurveRefused } from "./causes/certificate-curve-refused.ts";
import { certificateExpired } from "./causes/certificate-expired.ts";
import { certificateMalformed } from "./causes/certificate-malformed.ts";
import { certificateNotExchanged } from "./causes/certificate-not-exchanged.ts";
import { certificateNotYetValid } from "./causes/certificate-not-yet-valid.ts";
import { chainUnverifiable } from "./causes/chain-unverifiable.ts";
import { clientCertificateMissing } from "./causes/client-certificate-missing.ts";
import { clientCertificateUntrusted } from "./causes/client-certificate-untrusted.ts";
import { clientCertificateWithheld } from "./causes/client-certificate-withheld.ts";
import { closedBeforePreface } from "./causes/closed-before-preface.ts";
import { commandNotRunnable } from "./causes/command-not-runnable.ts";
import { connectionRefused } from "./causes/connection-refused.ts";
import { contentTypeNotGrpc } from "./causes/content-type-not-grpc.ts";
import { controlInconclusive } from "./causes/control-inconclusive.ts";
import { cookieMismatch } from "./causes/cookie-mismatch.ts";
import { credentialsRequired } from "./causes/credentials-required.ts";
import { deadlineExceeded } from "./causes/deadline-exceeded.ts";
import { didNotStop } from "./causes/did-not-stop.ts";
import { exitedEarly } from "./causes/exited-early.ts";
import { exitedMidCall } from "./causes/exited-mid-call.ts";
import { goaway } from "./causes/goaway.ts";
import { goawayEnhanceYourCalm } from "./causes/goaway-enhance-your-calm.ts";
import { grpcStatusMalformed } from "./causes/grpc-status-malformed.ts";
import { grpcStatusMissing } from "./causes/grpc-status-missing.ts";
import { handshakeLineMissing } from "./causes/handshake-line-missing.ts";
import { handshakeLinePolluted } from "./causes/handshake-line-polluted.ts";
import { handshakeStalled } from "./causes/handshake-stalled.ts";
import { headerListTooLarge } from "./causes/header-list-too-large.ts";
import { healthNotServing } from "./causes/health-not-serving.ts";
import { hostUnreachable } from "./causes/host-unreachable.ts";
import { hostnameMismatch } from "./causes/hostname-mismatch.ts";
import { httpProxyIntercept } from "./causes/http-proxy-intercept.ts";
import { httpStatusFromIntermediary } from "./causes/http-status-from-intermediary.ts";
import { http2Violation } from "./causes/http2-violation.ts";
import { idleDrop } from "./causes/idle-drop.ts";
import { impostorAccepted } from "./causes/impostor-accepted.ts";
import { incompleteChain } from "./causes/incomplete-chain.ts";
import { keyNotLoadable } from "./causes/key-not-loadable.ts";
import { keyTooWeak } from "./causes/key-too-weak.ts";
import { labelNotHonoured } from "./causes/label-not-honoured.ts";
import { leftProcesses } from "./causes/left-processes.ts";
import { malformedRequest } from "./causes/malformed-request.ts";
import { malformedResponse } from "./causes/malformed-response.ts";
import { messageEncodingUnsupported } from "./causes/message-encoding-unsupported.ts";
import { messageFramingBroken } from "./causes/message-framing-broken.ts";
import { messageNotParsable } from "./causes/message-not-parsable.ts";
import { messageTooLarge } from "./causes/message-too-large.ts";
import { missingKeyNotReported } from "./causes/missing-key-not-reported.ts";
import { nameNotResolved } from "./causes/name-not-resolved.ts";
import { noCommonCipherSuite } from "./causes/no-common-cipher-suite.ts";
import { noCommonGroup } from "./causes/no-common-group.ts";
import { noCommonVersion } from "./causes/no-common-version.ts";
import { noSubjectAltName } from "./causes/no-subject-alt-name.ts";
import { oneWayNotMutual } from "./causes/one-way-not-mutual.ts";
import { otherProtocol } from "./causes/other-protocol.ts";
import { outOfMemory } from "./causes/out-of-memory.ts";
import { outputFlooded } from "./causes/output-flooded.ts";
import { pathNotRouted } from "./causes/path-not-routed.ts";
import { peerNotHttp2 } from "./causes/peer-not-http2.ts";
import { peerSpeaksHttp1 } from "./causes/peer-speaks-http1.ts";
import { plaintextClientToTlsPort } from "./causes/plaintext-client-to-tls-port.ts";
import { portOpenedAndClosed } from "./causes/port-opened-and-closed.ts";
import { protocolVersionMismatch } from "./causes/protocol-version-mismatch.ts";
import { proxyProtocolExpected } from "./causes/proxy-protocol-expected.ts";
import { rateLimited } from "./causes/rate-limited.ts";
import { redirected } from "./causes/redirected.ts";
import { renegotiationUnsafe } from "./causes/renegotiation-unsafe.ts";
import { resetByIntermediary } from "./causes/reset-by-intermediary.ts";
import { responseCardinalityViolation } from "./causes/response-cardinality-violation.ts";
import { revocationUnknown } from "./causes/revocation-unknown.ts";
import { serviceUnimplemented } from "./causes/service-unimplemented.ts";
import { settingsForbidCalls } from "./causes/settings-forbid-calls.ts";
import { signatureSchemeNotOffered } from "./causes/signature-scheme-not-offered.ts";
import { silentPeer } from "./causes/silent-peer.ts";
import { silentlyInsecure } from "./causes/silently-insecure.ts";
import { socketNotPermitted } from "./causes/socket-not-permitted.ts";
import { specificationViolated } from "./causes/specification-violated.ts";
import { startTimeout } from "./causes/start-timeout.ts";
import { stepIncomplete } from "./causes/step-incomplete.ts";
import { streamReset } from "./causes/stream-reset.ts";
import { targetUnusable } from "./causes/target-unusable.ts";
import { tlsClientToPlaintextPort } from "./causes/tls-client-to-plaintext-port.ts";
import { tlsInterception } from "./causes/tls-interception.ts";
import { trustStoreMissing } from "./causes/trust-store-missing.ts";
import { unknownCa } from "./causes/unknown-ca.ts";
import { upstreamCertificateRejected } from "./causes/upstream-certificate-rejected.ts";
import { upstreamProtocolMismatch } from "./causes/upstream-protocol-mismatch.ts";
import { upstreamTimeout } from "./causes/upstream-timeout.ts";
import { upstreamUnreachable } from "./causes/upstream-unreachable.ts";
import { valueCorrupted } from "./causes/value-corrupted.ts";
import { wrongEndpoint } from "./causes/wrong-endpoint.ts";
import { wrongExtendedKeyUsage } from "./causes/wrong-extended-key-usage.ts";

/** Every cause that the tool knows. */
export const causes: Readonly<Record<KnownCause, CauseKnowledge>> = {
  "alpn-mismatch": alpnMismatch,
  "alpn-not-negotiated": alpnNotNegotiated,
  "announced-address-unusable": announcedAddressUnusable,
  "announcement-mismatch": announcementMismatch,
  "authority-rejected": authorityRejected,
  "ca-used-as-end-entity": caUsedAsEndEntity,
  "certificate-expired": certificateExpired,
  "certificate-not-exchanged": certificateNotExchanged,
  "certificate-not-yet-valid": certificateNotYetValid,
  "client-certificate-missing": clientCertificateMissing,
  "client-certificate-untrusted": clientCertificateUntrusted,
  "client-certificate-withheld": clientCertificateWithheld,
  "closed-before-preface": closedBeforePreface,
  "command-not-runnable": commandNotRunnable,
  "connection-refused": connectionRefused,
  "control-inconclusive": controlInconclusive,
  "cookie-mismatch": cookieMismatch,
  "deadline-exceeded": deadlineExceeded,
  "did-not-stop": didNotStop,
  "exited-early": exitedEarly,
  "exited-mid-call": exitedMidCall,
  goaway: goaway,
  "goaway-enhance-your-calm": goawayEnhanceYourCalm,
  "handshake-line-missing": handshakeLineMissing,
  "handshake-line-polluted": handshakeLinePolluted,
  "handshake-stalled": handshakeStalled,
  "hostname-mismatch": hostnameMismatch,
  "http-proxy-intercept": httpProxyIntercept,
  "http-status-from-intermediary": httpStatusFromIntermediary,
  "idle-drop": idleDrop,
  "impostor-accepted": impostorAccepted,
  "incomplete-chain": incompleteChain,
  "key-not-loadable": keyNotLoadable,
  "key-too-weak": keyTooWeak,
  "label-not-honoured": labelNotHonoured,
  "left-processes": leftProcesses,
  "message-too-large": messageTooLarge,
  "missing-key-not-reported": missingKeyNotReported,
  "name-not-resolved": nameNotResolved,
  "no-common-cipher-suite": noCommonCipherSuite,
  "no-common-group": noCommonGroup,
  "no-common-version": noCommonVersion,
  "no-subject-alt-name": noSubjectAltName,
  "one-way-not-mutual": oneWayNotMutual,
  "output-flooded": outputFlooded,
  "peer-not-http2": peerNotHttp2,
  "http2-violation": http2Violation,
  "peer-speaks-http1": peerSpeaksHttp1,
  "plaintext-client-to-tls-port": plaintextClientToTlsPort,
  "protocol-version-mismatch": protocolVersionMismatch,
  "reset-by-intermediary": resetByIntermediary,
  "service-unimplemented": serviceUnimplemented,
  "signature-scheme-not-offered": signatureSchemeNotOffered,
  "certificate-curve-refused": certificateCurveRefused,
  "silent-peer": silentPeer,
  "silently-insecure": silentlyInsecure,
  "start-timeout": startTimeout,
  "step-incomplete": stepIncomplete,
  "stream-reset": streamReset,
  "target-unusable": targetUnusable,
  "tls-client-to-plaintext-port": tlsClientToPlaintextPort,
  "tls-interception": tlsInterception,
  "unknown-ca": unknownCa,
  "specification-violated": specificationViolated,
  "value-corrupted": valueCorrupted,
  "wrong-endpoint": wrongEndpoint,
  "wrong-extended-key-usage": wrongExtendedKeyUsage,
  "cannot-listen": cannotListen,
  "socket-not-permitted": socketNotPermitted,
  "trust-store-missing": trustStoreMissing,
  "alpn-unsupported": alpnUnsupported,
  "cancelled-by-caller": cancelledByCaller,
  "port-opened-and-closed": portOpenedAndClosed,
  "malformed-request": malformedRequest,
  "malformed-response": malformedResponse,
  "content-type-not-grpc": contentTypeNotGrpc,
  "message-framing-broken": messageFramingBroken,
  "message-encoding-unsupported": messageEncodingUnsupported,
  "grpc-status-missing": grpcStatusMissing,
  "grpc-status-malformed": grpcStatusMalformed,
  "header-list-too-large": headerListTooLarge,
  "message-not-parsable": messageNotParsable,
  "response-cardinality-violation": responseCardinalityViolation,
  "health-not-serving": healthNotServing,
  "settings-forbid-calls": settingsForbidCalls,
  "chain-unverifiable": chainUnverifiable,
  "other-protocol": otherProtocol,
  "proxy-protocol-expected": proxyProtocolExpected,
  redirected: redirected,
  "credentials-required": credentialsRequired,
  "access-denied": accessDenied,
  "path-not-routed": pathNotRouted,
  "rate-limited": rateLimited,
  "upstream-unreachable": upstreamUnreachable,
  "upstream-protocol-mismatch": upstreamProtocolMismatch,
  "upstream-certificate-rejected": upstreamCertificateRejected,
  "upstream-timeout": upstreamTimeout,
  "host-unreachable": hostUnreachable,
  "revocation-unknown": revocationUnknown,
  "renegotiation-unsafe": renegotiationUnsafe,
  "certificate-malformed": certificateMalformed,
  "out-of-memory": outOfMemory,
};
