import type { KeyType } from "../../domain/cell.ts";
import type { ListenerConfig } from "../../run/supervise/standalone-server.ts";
import type { Bench } from "../bench.ts";
import type { Listeners } from "./while-serving.ts";

const anyPort = { network: "tcp", address: "127.0.0.1:0" } as const;

type Knobs = Pick<ListenerConfig, "tlsVersion" | "group">;

export const plainListener = (id = "none"): ListenerConfig => ({ id, mode: "none", ...anyPort });

/** One listener of mode `none`. */
export const plain: Listeners = async () => [plainListener()];

/** One listener of mode `tls` or `mtls`, with a certificate of the bench's authority. */
export const secured =
  (bench: Bench, mode: "tls" | "mtls", knobs: Knobs = {}): Listeners =>
  async ({ folder }) => {
    const credential = await bench.pki.server(keyType);
    return [
      {
        id: mode,
        mode,
        ...anyPort,
        certificate: folder.copyOf(credential.certificate),
        key: folder.copyOf(credential.key),
        ...(mode === "mtls" && { clientCa: folder.copyOf(bench.pki.ca) }),
        ...knobs,
      },
    ];
  };

/** The one listener of a plugin. */
export const plugin =
  (bench: Bench, type: KeyType = keyType, knobs: Knobs = {}): Listeners =>
  async ({ folder }) => [
    {
      id: "auto-mtls",
      mode: "auto-mtls",
      ...anyPort,
      keyType: type,
      key: folder.copyOf((await bench.pki.server(type)).key),
      ...knobs,
    },
  ];

/** Every stack verifies it. */
export const keyType = "p256" satisfies KeyType;
