/** A message as chats export it, one to a line: who wrote it, and what. */
const author = /^\W{0,4}\{[^\n]{0,200}?"(?:user|user_?name|author|from)"\s?:\s?"([^"\n]{1,60})"/i;
const words = /"(?:text|body|content)"\s?:\s?"/i;

/** UTF-16 units of a message that are looked at. */
const looked = 1200;

const messageIn = (line: string): Readonly<{ author: string; text: string }> | undefined => {
  const message = line.slice(0, looked);
  const [, by] = author.exec(message) ?? [];
  const text = words.exec(message);
  return by === undefined || text === null
    ? undefined
    : { author: by, text: message.slice(text.index + text[0].length) };
};

/** How people say that a matter is closed. */
const closed =
  /^(?!.{0,80}\b(?:not|n't|never|until|if|when|once)\b).{0,80}\b(?:(?:works?|working|up|green|healthy) again|(?:is|it's|was|been|now|all) (?:fixed|resolved|solved|mended|back up)|problem solved)\b/i;

/** For each line whether it is a message of a chat in which somebody says later that the matter is closed. */
export const inClosedChats = (lines: readonly string[]): readonly boolean[] => {
  const messages = lines.map(messageIn);
  const people = new Set(messages.flatMap((one) => one?.author ?? []));
  const last = messages.findLastIndex((one) => closed.test(one?.text ?? ""));
  return messages.map((one, index) => one !== undefined && people.size > 1 && index < last);
};
