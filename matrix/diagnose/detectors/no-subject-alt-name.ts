import { rejectedCertificate } from "../rejected-certificate.ts";

export const noSubjectAltName = rejectedCertificate({
  code: "no-subject-alt-name",
  sentence: (whose) =>
    `The ${whose} certificate has its name in the subject only, and no subjectAltName.`,
  remedy: () => "issue it with a subjectAltName",
});
