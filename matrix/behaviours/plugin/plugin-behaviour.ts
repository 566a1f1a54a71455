import type { Finding } from "../../domain/behaviour.ts";
import type { Exit } from "../../domain/evidence.ts";
import type { Call, Observed, StepReport } from "../../domain/prove.ts";
import type { Protocol } from "../../domain/wire-facts.ts";
import type { WireStream } from "../../wire/grpc-calls.ts";
import type { Behaviour } from "../behaviour.ts";

/** What go-plugin's protocol lets an application ask of a host and its plugin, and what must come of it. */
export type PluginBehaviour = Readonly<
  Pick<Behaviour, "name" | "title" | "advice" | "area"> & {
    /** One after another, each with a plugin of its own. */
    starts: readonly PluginStart[];
    judge(shown: (start: string) => ShownStart): readonly Finding[];
  }
>;

/** A start of a plugin. */
export type PluginStart = Readonly<{
  /** Unique in its behaviour. */
  name: string;
  host: HostWish;
  plugin: PluginWish;
  /** What the pair must be able to do then. */
  proof: readonly ("put" | "get-exact" | "broker")[];
  sequel?: Sequel;
}>;

/** What a pair is told to do that has shown its proof. */
export type Sequel = Readonly<{
  /** Steps, one after another, each of calls at once. */
  calls: readonly (readonly Call[])[];
  /** How much of each the host is to have of its plugin's output before it is asked for; absent: nobody asks. */
  output?: Readonly<Record<"stdout" | "stderr", number>>;
  /** Has a second process of the client attach to the plugin and, where it is let in, end it. */
  attach?: true;
}>;

/** What the host is told; absent: go-plugin's default. */
export type HostWish = Readonly<{
  /** Has what the plugin's application writes. */
  output?: true;
  /** Versions of the application's protocol. */
  protocolVersions?: readonly number[];
  /** What the application takes for the program's checksum. */
  checksum?: "right" | "wrong";
  /** Has the broker share the plugin's connection. */
  multiplex?: true;
  /** Has its plugin's sockets in a folder that the application names, for its user alone or for a group. */
  sockets?: "for its user" | "for a group";
}>;

/** What the plugin is told. */
export type PluginWish = Readonly<{
  /** In the place that go-plugin chooses, or at the address of the cell. */
  listens: "as go-plugin does" | "where told";
  /** Of its application. */
  protocolVersions?: readonly number[];
}>;

/** What became of a start, as the orchestrator saw it unless it says otherwise. */
export type ShownStart = Readonly<{
  start: PluginStart;
  /** The variables PLUGIN_… with which the host started its plugin; null where it started none. */
  environment: Readonly<Record<string, string>> | null;
  /** The fields of the plugin's line; null where it printed none. */
  line: readonly string[] | null;
  /** Of the address in the line, when it was printed; null where there is no such file. */
  socket: FileFacts | null;
  sockets: SocketFolder | null;
  /** What went over the connections that the host made. */
  wire: StartWire;
  /** What the host says is wrong with the line, or with the plugin; null where it took them. */
  refusal: string | null;
  /** Whether the plugin still ran a while after its host had refused it. */
  outlivesRefusal: boolean;
  /** What of the proof is not as it must be; null where all is. */
  difference: string | null;
  /** Of the sequel's steps, as far as they were begun. */
  reports: readonly StepReport[];
  /** null where nobody attached. */
  attached: Attached | null;
  /** How the plugin ended in the sequel; null where it still ran a while after the host's answer. */
  ended: Exit | null;
  /** What the host says that its plugin has written; null where it does not. */
  output: NonNullable<Observed["output"]> | null;
}>;

export type StartWire = Readonly<{
  /** What each side spoke first on the first of them; "nothing" where there is none. */
  spoken: Readonly<Record<"client" | "server", Protocol | "yamux">>;
  /** Of all of them; null where some cannot be read. */
  streams: readonly WireStream[] | null;
}>;

/** What became of a second host's attempt to use a plugin that runs. */
export type Attached = Readonly<{
  /** What of the proof it could not do; null where it could do all. */
  difference: string | null;
  /** What the first host could not do afterwards; null where it could go on. */
  first: string | null;
}>;

export type FileFacts = Readonly<{
  kind: "socket" | "folder" | "other";
  /** The permission bits. */
  mode: number;
  group: number;
}>;

/** Of a start whose sockets are to be in a folder. */
export type SocketFolder = Readonly<{
  /** What the application named. */
  named: string;
  /** null: no group. */
  group: number | null;
  /** What PLUGIN_UNIX_SOCKET_DIR names, when the line came; null where that is no file. */
  directory: FileFacts | null;
  /** Whether that is still there after the host has ended its plugin. */
  isLeft: boolean;
}>;
