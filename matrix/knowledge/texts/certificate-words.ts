import { type Row, rowsFrom } from "./row.ts";

/** What is said in other languages than English of a certificate whose time is over. */
const expired = [
  "certificat a expiré",
  "Zertifikat ist abgelaufen",
  "certificado ha caducado",
  "certificado ha expirado",
  "certificato è scaduto",
  "certificado expirou",
  "срок действия сертификата ист[её]к",
  "термін дії сертифіката закінчився",
  "certyfikat wygasł",
  "certificaat is verlopen",
  "certifikatet har gått ut",
  "platnost certifikátu vypršela",
  "sertifikanın süresi dolmuş",
  "证书已过期",
  "憑證已過期",
  "証明書の有効期限が切れ",
  "인증서가 만료",
];

export const certificateWordRows: readonly Row[] = rowsFrom(
  { stack: "os", seen: "translations in reports of users, and of browsers and Windows" },
  [
    [
      new RegExp(expired.join("|"), "i"),
      { fact: "certificate-outside-validity" },
      "Erreur TLS : le certificat a expiré",
    ],
  ],
);
