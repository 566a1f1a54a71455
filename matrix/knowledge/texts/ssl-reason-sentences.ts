import type { Fact } from "../../domain/fact.ts";
import { sslReasons } from "./ssl-reasons.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** How alerts begin among the reasons; not all have the word "alert". */
const ofAlert = /^(?:sslv3|ssl\/tls|tlsv1|tlsv13|tls) (?:alert )?/;

/**
 * What a reason of OpenSSL states that stands in another frame than OpenSSL's own line.
 *
 * @param sentence - the reason in lower case, with blanks.
 * @returns undefined where it is none of a failed connection.
 */
export const saidReason = (sentence: string): Fact | undefined => {
  if (ofAlert.test(sentence)) {
    const words = sentence.replace(ofAlert, "");
    const alert = tlsAlerts.find(({ openssl }) => openssl === words);
    if (alert) return { fact: "alert-received", alert: alert.name };
  }
  const constant = sentence.toUpperCase().replaceAll(" ", "_");
  return sslReasons.find(([name]) => name === constant)?.[1];
};
