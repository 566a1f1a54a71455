import { type Row, rowsFrom } from "./row.ts";

/** Sidecars and agents of meshes, beside what they print of their proxies and certificates. */
export const meshRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "other",
      seen: "Istio pilot/cmd/pilot-agent/status/server.go, ready/probe.go, by reports",
    },
    [
      [
        /Envoy proxy is NOT ready: config not received from (?:XDS server|Pilot)/,
        { fact: "discovery-missing" },
        "Envoy proxy is NOT ready: config not received from XDS server (is Istiod running?)",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "linkerd2-proxy 29637b64f linkerd/stack, linkerd/app, linkerd/http/stream-timeouts, linkerd/proxy/server-policy",
      role: "between",
    },
    [
      [
        /service in fail-fast|entering failfast after \S{1,12}|(?<=: )service unavailable(?= error\.sources=)/,
        { fact: "upstream-unavailable" },
        "logical service 10.0.0.1:9000: service in fail-fast",
      ],
      [
        /connect timed out after [\d.]{1,12}[a-zµ]{1,2}/,
        { fact: "timeout", of: "connect" },
        "endpoint 10.0.0.7:9000: connect timed out after 1s",
      ],
      [
        /timed out (?:waiting for response headers|processing response stream): (?:request|response \w{4,8}|idle) timeout: [\d.]{1,12}[a-zµ]{1,2}|HTTP response timeout after [\d.]{1,12}[a-zµ]{1,2}/,
        { fact: "timeout", of: "upstream" },
        "timed out waiting for response headers: request timeout: 300ms",
      ],
      [
        /(?:Request|Connection) denied server\.group=|unauthorized (?:request on route|connection on \w{3,20}\/\S{1,120})|inbound connections are not allowed on this IP address|direct connections must be mutually authenticated/,
        { fact: "call-forbidden" },
        "unauthorized request on route",
      ],
      [
        /(?:total|per-identity|override) rate limit exceeded: \d{1,9}rps/,
        { fact: "too-many-calls" },
        "total rate limit exceeded: 100rps",
      ],
      [
        /(?<=error=)[^\n]{0,200}no route found for request/,
        { fact: "http-status", status: 404 },
        "error=client 10.0.0.9:41012: server: 10.0.0.7:9000: no route found for request",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "Cilium's Hubble, pkg/monitor/api/drop.go; Tailscale's filter, by reports",
      role: "between",
    },
    [
      [
        /\bPolicy denied(?: by denylist)? DROPPED\b|\bpolicy-verdict:\S{1,20} \w{6,7} DENIED\b|"drop_reason_desc"\s?:\s?"POLICY_DEN(?:IED|Y)"|\bDrop: TCP\{[^}\n]{5,120}\} \d{1,6} no rules matched/,
        { fact: "call-forbidden" },
        "Policy denied DROPPED (TCP Flags: SYN)",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "other",
      seen: "kubectl and client-go tools/portforward, by reports; kubelet",
      role: "client",
    },
    [
      [
        /\blost connection to pod\b/,
        { fact: "upstream-lost" },
        "error: lost connection to pod",
        "between",
      ],
      [
        /unable to listen on any of the requested ports: /,
        { fact: "cannot-listen" },
        "error: unable to listen on any of the requested ports: [{9000 9000}]",
      ],
      [
        /You must be logged in to the server/,
        { fact: "credentials-rejected" },
        "error: You must be logged in to the server (Unauthorized)",
      ],
      [
        /\bis forbidden: User "[^"\n]{1,200}" cannot \w{2,20} resource/,
        { fact: "call-forbidden" },
        'pods "kv-0" is forbidden: User "ada" cannot create resource "pods/portforward"',
      ],
      [
        /The connection to the server \S{1,260} was refused/,
        { fact: "connection-refused" },
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
      ],
      [
        /unable to (?:forward port because pod is not running|upgrade connection: container not found)/,
        { fact: "program-ended", how: "restarting" },
        "error: unable to forward port because pod is not running. Current status=Pending",
      ],
    ],
  ),
];
