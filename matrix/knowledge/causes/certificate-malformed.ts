import type { CauseKnowledge } from "../cause-knowledge.ts";

export const certificateMalformed: CauseKnowledge = {
  summary:
    "A certificate is not written as RFC 5280 wants it, and the side that reads it takes no such certificate.",
  sides: ["server", "client"],
  toBeSure:
    "`openssl asn1parse -in cert.pem` and `openssl x509 -in cert.pem -noout -text` show the field that the text names: a negative serial number, a version without extensions, a name or a time in the wrong encoding. Other stacks may take the same certificate.",
  clause: "RFC 5280 section 4.1; ITU-T X.690",
  check: {
    at: "endpoint",
    look: "the fields of the certificate with openssl x509 -text: version, serial number, dates, names",
  },
  fix: {
    any: "issue the certificate anew with a current tool (`openssl req -x509` of OpenSSL 3, cfssl, step): version 3, a positive serial number of at most 20 bytes",
  },
};
