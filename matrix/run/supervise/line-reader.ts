/**
 * Splits a byte stream into lines.
 *
 * @param limitBytes - a longer line is given to `overlong` once, and what follows is dropped.
 */
export const lineReader = (
  limitBytes: number,
  line: (text: string) => void,
  overlong: () => void,
) => {
  let rest: Buffer[] = [];
  let length = 0;
  let dropping = false;
  return (chunk: Buffer): void => {
    if (dropping) return;
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      length += at - from;
      if (length > limitBytes) break;
      rest.push(chunk.subarray(from, at));
      line(Buffer.concat(rest).toString("utf8").replace(/\r$/, ""));
      rest = [];
      length = 0;
      from = at + 1;
    }
    const tail = chunk.subarray(from);
    if (length <= limitBytes) length += tail.length;
    if (length > limitBytes) {
      dropping = true;
      rest = [];
      overlong();
    } else if (tail.length > 0) rest.push(tail);
  };
};
