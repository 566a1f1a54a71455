/**
 * Splits a byte stream into lines.
 *
 * @param limitOctets - a longer line is given to `overlong` once, and what follows is dropped.
 */
export const lineReader = (
  limitOctets: number,
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
      if (length > limitOctets) break;
      rest.push(chunk.subarray(from, at));
      line(Buffer.concat(rest).toString("utf8").replace(/\r$/, ""));
      rest = [];
      length = 0;
      from = at + 1;
    }
    const tail = chunk.subarray(from);
    if (length <= limitOctets) length += tail.length;
    if (length > limitOctets) {
      dropping = true;
      rest = [];
      overlong();
    } else if (tail.length > 0) rest.push(tail);
  };
};
