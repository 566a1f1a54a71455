import type { Outcome } from "../../../domain/outcome.ts";
import type { DrawnMessage } from "../../ladder/drawing.ts";
import { markSign } from "../../ladder/marks.ts";
import type { CellDetail } from "../cell-view.ts";
import { type Timeline, type TimelineRow, timelinesOf } from "../timeline.ts";

/** The connections of a cell between life lines, and where they broke. */
export const HandshakePart = ({
  detail: { files, diagnosis, outcome },
}: {
  detail: CellDetail;
}) => {
  const drawing = files?.handshake;
  if (!drawing) return null;
  const timelines = timelinesOf(drawing);
  const broke = diagnosis?.causes[0]?.sentence ?? null;
  return (
    <>
      <h3>Handshake</h3>
      {timelines.length === 0 && <p>No connection was opened.</p>}
      {timelines.map((timeline, at) => (
        <Sequence
          key={at}
          lanes={drawing.lanes}
          timeline={timeline}
          title={timelines.length > 1 ? `Connection ${at + 1}` : "Connection"}
          close={isCutBy(outcome) ? "cut" : "transport"}
          broke={at === timelines.length - 1 ? broke : null}
        />
      ))}
      {files.capture && (
        <p>
          <a href={files.capture} download>
            Download capture.pcapng
          </a>{" "}
          <span class="quiet">for Wireshark, with the secrets that decrypt it</span>
        </p>
      )}
    </>
  );
};

/** How an orderly close is drawn: as what broke the cell, or as a part of every connection. */
type CloseKind = "cut" | "transport";

/** Before a call, nobody closes a connection that is of use. */
const isCutBy = (outcome: Outcome) =>
  outcome.kind === "failed" && ["tls", "alpn", "http2"].includes(outcome.phase);

const Sequence = ({
  lanes,
  timeline: { connections, rows },
  title,
  close,
  broke,
}: {
  lanes: readonly string[];
  timeline: Timeline;
  title: string;
  close: CloseKind;
  broke: string | null;
}) => {
  const alike = Math.max(0, ...connections.map((one) => one.alike));
  return (
    <figure class="sequence" data-lanes={lanes.length}>
      <figcaption class="quiet">
        {title}:{" "}
        {connections.map((one) => `${one.clientAddress} → ${one.serverAddress}`).join(", ")}
        {alike > 0 && `, and ${alike} more like it`}
      </figcaption>
      <div class="lanes">
        {lanes.map((lane, at) => (
          <span key={at} class="lane">
            <small>{at === 0 ? "client" : at === lanes.length - 1 ? "server" : "between"}</small>
            <b>{lane}</b>
          </span>
        ))}
      </div>
      <ol>
        {rows.map((row, at) => (
          <Row key={at} row={row} hops={lanes.length - 1} close={close} />
        ))}
      </ol>
      {broke && <p class="broke">✗ {broke}</p>}
    </figure>
  );
};

const Row = ({
  row: { lane, atMs, step },
  hops,
  close,
}: {
  row: TimelineRow;
  hops: number;
  close: CloseKind;
}) => (
  <li>
    <span class="time">{atMs === null ? "" : `${atMs.toFixed(1)} ms`}</span>
    {Array.from({ length: hops }, (_, hop) => (
      <div key={hop} class="hop">
        {hop === lane && <StepPart step={step} close={close} />}
      </div>
    ))}
  </li>
);

const StepPart = ({ step, close }: { step: TimelineRow["step"]; close: CloseKind }) => {
  switch (step.kind) {
    case "connect":
      return <Arrow from="client" kind="transport" name="connects" />;
    case "flight":
      return step.messages.map((message, at) => (
        <Arrow
          key={at}
          from={step.from}
          kind={isFatal(message) || message.said ? "cut" : message.seen}
          name={message.name}
          detail={message.detail}
          said={message.said}
        />
      ));
    case "close":
      return (
        <Arrow
          from={step.by}
          kind={step.how === "rst" ? "cut" : close}
          name={step.how === "fin" ? "closes" : "resets"}
          detail={step.how === "fin" ? "FIN" : "RST"}
        />
      );
    case "folded":
      return (
        <p class="folded">
          {step.messages} more {step.messages === 1 ? "message" : "messages"}
        </p>
      );
    case "remark":
      return <p class="folded">{step.text}</p>;
  }
};

const isFatal = ({ name, detail }: DrawnMessage) => name === "Alert" && detail.endsWith("fatal");

const Arrow = ({
  from,
  kind,
  name,
  detail = "",
  said = [],
}: {
  from: "client" | "server";
  kind: DrawnMessage["seen"] | CloseKind;
  name: string;
  detail?: string;
  /** What is wrong with it. */
  said?: readonly string[] | undefined;
}) => (
  <div class={`arrow ${from} ${kind}`}>
    <span class="hidden">{from}: </span>
    {said.length > 0 && `${markSign} `}
    <b>{name}</b> {detail}
    {(kind === "decrypted" || kind === "encrypted") && <small class="seen"> {kind}</small>}
    {said.map((sentence) => (
      <p key={sentence}>{sentence}</p>
    ))}
  </div>
);
