import { expect, test } from "vitest";
import { type Between, isProxyName } from "./between.ts";
import { type HttpAnswer, type HttpPage, httpAnswerOf } from "./http-answers.ts";

test.for<readonly [string | null, HttpAnswer["code"], HttpAnswer["side"], string]>([
  ["000", "upstream-protocol-mismatch", "between", "speaks HTTP/1.1"],
  ["301", "redirected", "between", "redirected"],
  ["302", "redirected", "between", "redirected"],
  ["303", "redirected", "between", "redirected"],
  ["307", "redirected", "between", "redirected"],
  ["308", "redirected", "between", "redirected"],
  ["400", "http-status-from-intermediary", "between", "malformed request"],
  ["401", "credentials-required", "client", "wants credentials"],
  ["403", "access-denied", null, "forbids"],
  ["404", "path-not-routed", "between", "Nothing is served"],
  ["405", "http-status-from-intermediary", "between", "does not take POST"],
  ["406", "http-status-from-intermediary", "between", "nothing of a type"],
  ["407", "http-proxy-intercept", "client", "HTTP proxy answers"],
  ["408", "http-status-from-intermediary", "between", "waited too long"],
  ["411", "http-status-from-intermediary", "between", "content-length"],
  ["413", "message-too-large", "between", "larger than the proxy lets through"],
  ["414", "http-status-from-intermediary", "between", "path of the call too long"],
  ["415", "http-status-from-intermediary", "between", "does not take application/grpc"],
  ["426", "http-status-from-intermediary", "between", "another version of HTTP"],
  ["429", "rate-limited", "client", "too many"],
  ["431", "header-list-too-large", "between", "headers are larger"],
  ["464", "http-status-from-intermediary", "between", "load balancer of AWS"],
  ["500", "http-status-from-intermediary", "between", "failed at the call"],
  ["501", "http-status-from-intermediary", "between", "does not implement"],
  ["502", "http-status-from-intermediary", "between", "to no connection with the server behind it"],
  ["503", "http-status-from-intermediary", null, "does not serve calls now"],
  ["504", "upstream-timeout", "between", "did not answer in time"],
  ["505", "http-status-from-intermediary", "between", "does not take HTTP/2"],
  ["511", "http-status-from-intermediary", "between", "captive portal"],
  ["520", "http-status-from-intermediary", "between", "gave an answer that it could not use"],
  ["521", "upstream-unreachable", "between", "refuses the connection"],
  ["522", "upstream-unreachable", "between", "does not answer the attempt"],
  ["523", "upstream-unreachable", "between", "no way to the server"],
  ["524", "upstream-timeout", "between", "did not answer in time"],
  ["525", "upstream-protocol-mismatch", "between", "TLS handshake"],
  ["526", "upstream-certificate-rejected", "between", "refuses the certificate"],
  ["418", "http-status-from-intermediary", "between", "no gRPC server"],
  [null, "http-status-from-intermediary", "between", "no gRPC server"],
])("%s comes to %s", ([status, code, side, words]) => {
  const { sentence, ...answer } = httpAnswerOf(status);
  expect(answer).toMatchObject({ code, side });
  expect(sentence.includes(words), sentence).toBe(true);
});

const noServer = "no server to send the call to";
const nginx = "nginx's own";

test.for<readonly [string, Pick<HttpPage, "server" | "text">, string]>([
  [
    "HAProxy",
    {
      server: null,
      text: "<h1>503 Service Unavailable</h1>\nNo server is available to handle this request.",
    },
    noServer,
  ],
  [
    "Envoy, without a server that is healthy",
    { server: "envoy", text: "no healthy upstream" },
    noServer,
  ],
  [
    "Envoy, whose server refuses",
    {
      server: "envoy",
      text: "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: delayed connect error: Connection refused",
    },
    noServer,
  ],
  ["a load balancer of AWS", { server: "awselb/2.0", text: "" }, noServer],
  ["nginx", { server: "nginx/1.22.1", text: "" }, nginx],
  ["OpenResty", { server: "openresty", text: "" }, nginx],
])("503 of %s", ([, page, words]) => {
  const { code, sentence } = httpAnswerOf(503, {
    ...page,
    contentType: "text/html",
    between: "none shown",
  });
  expect(code).toBe(words === nginx ? "http-status-from-intermediary" : "upstream-unreachable");
  expect(sentence.includes(words), sentence).toBe(true);
});

/** Whether the server that was dialled is taken for one that stands between. */
test.for<
  readonly [
    number,
    string | null,
    Between,
    HttpAnswer["code"],
    HttpAnswer["side"],
    "decided" | "open",
  ]
>([
  [200, "text/html", "none shown", "content-type-not-grpc", null, "open"],
  [200, "text/html; charset=utf-8", "none shown", "content-type-not-grpc", null, "open"],
  [200, "application/xhtml+xml", "none shown", "content-type-not-grpc", null, "open"],
  [200, "text/html", "shown", "http-status-from-intermediary", "between", "decided"],
  [200, "text/html", "unknown", "http-status-from-intermediary", "between", "decided"],
  [200, "application/json", "none shown", "content-type-not-grpc", null, "open"],
  [
    200,
    "application/problem+json; charset=utf-8",
    "none shown",
    "content-type-not-grpc",
    null,
    "open",
  ],
  [200, "text/plain", "none shown", "content-type-not-grpc", null, "open"],
  [200, "application/octet-stream", "none shown", "content-type-not-grpc", null, "decided"],
  [200, null, "none shown", "content-type-not-grpc", null, "decided"],
  [200, "application/json", "shown", "http-status-from-intermediary", "between", "decided"],
  [404, "text/html", "none shown", "path-not-routed", "between", "decided"],
])("%s, %s, with somebody between %s", ([status, contentType, between, code, side, certainty]) => {
  const answer = httpAnswerOf(status, { server: null, text: "", contentType, between });
  expect([answer.code, answer.side, answer.nextCheck ? "open" : "decided"]).toEqual([
    code,
    side,
    certainty,
  ]);
});

test.for([
  ["envoy", true],
  ["istio-envoy", true],
  ["awselb/2.0", true],
  ["cloudflare", true],
  ["CloudFront", true],
  ["AkamaiGHost", true],
  ["varnish", true],
  ["squid/5.7", true],
  ["HAProxy", true],
  ["Google Frontend", true],
  ["ATS/9.2", true],
  ["nginx/1.22.1", false],
  ["Apache/2.4", false],
  ["envoyage", false],
  ["", false],
] as const)("whether a proxy is named %s: %s", ([name, isProxy]) => {
  expect(isProxyName(name)).toBe(isProxy);
});
