import type { Fact } from "../../domain/fact.ts";
import { sslReasons } from "./ssl-reasons.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** SSL_R_* of OpenSSL 3.0.19's sslerr.h, of what a connection fails with. */
export const sslReasonNumbers: ReadonlyMap<number, string> = new Map([
  [101, "NO_SUITABLE_KEY_SHARE"],
  [108, "BAD_KEY_SHARE"],
  [118, "NO_SUITABLE_SIGNATURE_ALGORITHM"],
  [123, "BAD_SIGNATURE"],
  [134, "CERTIFICATE_VERIFY_FAILED"],
  [155, "HTTPS_PROXY_REQUEST"],
  [156, "HTTP_REQUEST"],
  [191, "NO_PROTOCOLS_AVAILABLE"],
  [193, "NO_SHARED_CIPHER"],
  [198, "PACKET_LENGTH_TOO_LONG"],
  [199, "PEER_DID_NOT_RETURN_A_CERTIFICATE"],
  [229, "SSL_HANDSHAKE_FAILURE"],
  [235, "NO_APPLICATION_PROTOCOL"],
  [244, "UNEXPECTED_MESSAGE"],
  [252, "UNKNOWN_PROTOCOL"],
  [258, "UNSUPPORTED_PROTOCOL"],
  [261, "WRONG_CIPHER_RETURNED"],
  [266, "WRONG_SSL_VERSION"],
  [267, "WRONG_VERSION_NUMBER"],
  [281, "DECRYPTION_FAILED_OR_BAD_RECORD_MAC"],
  [294, "UNEXPECTED_EOF_WHILE_READING"],
  [304, "BAD_ECC_CERT"],
  [315, "UNSUPPORTED_ELLIPTIC_CURVE"],
  [338, "UNSAFE_LEGACY_RENEGOTIATION_DISABLED"],
  [370, "WRONG_SIGNATURE_TYPE"],
  [373, "INAPPROPRIATE_FALLBACK"],
  [376, "NO_SHARED_SIGNATURE_ALGORITHMS"],
  [378, "WRONG_CURVE"],
  [394, "DH_KEY_TOO_SMALL"],
  [396, "VERSION_TOO_LOW"],
  [397, "CA_KEY_TOO_SMALL"],
  [398, "CA_MD_TOO_WEAK"],
  [399, "EE_KEY_TOO_SMALL"],
  [410, "NO_SHARED_GROUPS"],
  [443, "BAD_RECORD_TYPE"],
]);

/** SSL_AD_REASON_OFFSET: from it on a reason is an alert that was received. */
const alertOffset = 1000;

/** @returns undefined where a number is none of a failed connection. */
export const numberedReason = (number: number): Fact | undefined => {
  const alert = tlsAlerts.find(({ code }) => code === number - alertOffset);
  if (alert) return { fact: "alert-received", alert: alert.name };
  const constant = sslReasonNumbers.get(number);
  return sslReasons.find(([name]) => name === constant)?.[1];
};
