/** What Jenkins' xUnit plugin demands of JUnit XML (junit-10.xsd), and what XML itself does. */

type Rules = Readonly<{
  required: readonly string[];
  optional: readonly string[];
  children: readonly string[];
  /** Whether it may have text. */
  text: "mixed" | "none";
}>;

const end: Rules = { required: [], optional: ["type", "message"], children: [], text: "mixed" };

const rules: Readonly<Record<string, Rules>> = {
  testsuites: {
    required: [],
    optional: ["name", "time", "tests", "failures", "errors"],
    children: ["testsuite"],
    text: "none",
  },
  testsuite: {
    required: ["name", "tests", "failures", "errors"],
    optional: ["time", "skipped", "timestamp", "hostname", "id", "package"],
    children: ["properties", "testcase"],
    text: "none",
  },
  properties: { required: [], optional: [], children: ["property"], text: "none" },
  property: { required: ["name", "value"], optional: [], children: [], text: "none" },
  testcase: {
    required: ["name"],
    optional: ["time", "classname"],
    children: ["skipped", "error", "failure"],
    text: "none",
  },
  skipped: end,
  error: end,
  failure: end,
};

const numbers = ["tests", "failures", "errors", "skipped"];
const time = /^\d+\.\d{3}$/;

export type ParsedElement = {
  name: string;
  attributes: Map<string, string>;
  children: ParsedElement[];
  text: string;
};

const token =
  /<\?xml version="1\.0" encoding="UTF-8"\?>\n|<\/([a-z]+)>|<([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/y;

/** Only what a writer of ours may produce; @throws Error where the text is no well-formed XML of that kind. */
export const parsedXml = (document: string): ParsedElement => {
  const root: ParsedElement = { name: "", attributes: new Map(), children: [], text: "" };
  const open = [root];
  token.lastIndex = 0;
  for (let at = 0; at < document.length; at = token.lastIndex) {
    const found = token.exec(document);
    if (!found) throw new Error(`no XML at ${at}: ${document.slice(at, at + 60)}`);
    const [, ending, name, attributes = "", isEmpty, text] = found;
    const inner = open.at(-1) ?? root;
    if (text !== undefined) inner.text += unescaped(text);
    else if (ending !== undefined) {
      if (inner.name !== ending) throw new Error(`</${ending}> ends <${inner.name}>`);
      open.pop();
    } else if (name !== undefined) {
      const pairs = [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)];
      const made: ParsedElement = {
        name,
        attributes: new Map(pairs.map(([, key = "", value = ""]) => [key, unescaped(value)])),
        children: [],
        text: "",
      };
      inner.children.push(made);
      if (isEmpty === "") open.push(made);
    }
  }
  const [whole] = root.children;
  if (!whole || open.length > 1 || root.children.length > 1) throw new Error("no single root");
  return whole;
};

const entities: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#10;": "\n",
  "&#9;": "\t",
};

const unescaped = (text: string): string => {
  if (/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(text)) {
    throw new Error("a character that XML cannot have");
  }
  return text.replace(/&[^;]{0,8};?/g, (entity) => {
    const meant = entities[entity];
    if (meant === undefined) throw new Error(`no entity: ${entity}`);
    return meant;
  });
};

/** Everything in which a document differs from the rules; empty for a valid one. */
export const junitFaults = (element: ParsedElement): readonly string[] => {
  const own = rules[element.name];
  if (!own) return [`unknown element ${element.name}`];
  const known = [...own.required, ...own.optional];
  const at = `${element.name} ${element.attributes.get("name") ?? ""}`;
  const counted = (kind: string) =>
    element.children.flatMap(({ children }) => children).filter(({ name }) => name === kind).length;
  return [
    ...own.required.filter((key) => !element.attributes.has(key)).map((key) => `${at}: no ${key}`),
    ...[...element.attributes.keys()]
      .filter((key) => !known.includes(key))
      .map((key) => `${at}: attribute ${key}`),
    ...[...element.attributes]
      .filter(([key, value]) =>
        key === "time" ? !time.test(value) : numbers.includes(key) && !/^\d+$/.test(value),
      )
      .map(([key, value]) => `${at}: ${key} is ${value}`),
    ...element.children
      .filter(({ name }) => !own.children.includes(name))
      .map(({ name }) => `${at}: has ${name}`),
    ...(own.text === "none" && element.text.trim() !== "" ? [`${at}: has text`] : []),
    ...(element.name === "testsuite"
      ? [
          ["failures", "failure"],
          ["errors", "error"],
          ["skipped", "skipped"],
        ]
          .filter(([total = "", kind = ""]) => element.attributes.get(total) !== `${counted(kind)}`)
          .map(([total]) => `${at}: ${total} is not their count`)
      : []),
    ...element.children.flatMap(junitFaults),
  ];
};
