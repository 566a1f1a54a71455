import type { CauseKnowledge } from "../cause-knowledge.ts";

export const malformedResponse: CauseKnowledge = {
  summary: "The reply breaks a rule of HTTP/2, and clients refuse it.",
  sides: ["server", "between"],
  toBeSure:
    "`curl -v --http2 https://<address>/<package.Service>/<Method>` ends with a protocol error, and `nghttp -v` shows the frames. The probe names the header or the frame. The same call to the server itself, without the proxy, tells which of the two sends it.",
  clause: "RFC 9113 section 8.1.1",
  check: {
    at: "endpoint",
    look: "the names of the reply's headers, and what follows the frame with END_STREAM",
  },
  fix: {
    any: "update the HTTP/2 library of the server or the proxy; write header names in lower case, and no header of HTTP/1.1 such as connection or transfer-encoding",
    node: "use the header names that node:http2 gives; it refuses others",
    go: "a handler on golang.org/x/net/http2 sets headers before it writes the body, and trailers with http.TrailerPrefix",
  },
};
