import { message } from "./message.ts";

/** Bounds of a JSON text. */
export interface JsonBounds {
  /** Members of objects and elements of arrays, in all. */
  readonly values: number;
  /** Objects and arrays inside one another. */
  readonly depth: number;
  /** Characters of a member's name as written. */
  readonly nameLength: number;
}

const beyond = {
  values: ({ values }: JsonBounds) => message(`成员和元素合计不得超过 ${values} 个`, `at most ${values} members and elements in all`),
  depth: ({ depth }: JsonBounds) => message(`对象和数组的嵌套不得超过 ${depth} 层`, `objects and arrays at most ${depth} deep`),
  name: ({ nameLength }: JsonBounds) =>
    message(`成员名称不得超过 ${nameLength} 个字符`, `names of members of at most ${nameLength} characters`),
};

/** Names of an open object; undefined for an open array. */
type Open = Set<string> | undefined;

/**
 * Why a JSON text is refused although a parser would read it, in both languages: it is beyond the bounds, or an object names a member twice,
 * of which one parser drops the first and another the second. One pass over the text and nothing built from it, so that it costs little before the text is known to be small. Whether the
 * text is JSON at all is the parser's to say; a name that is not JSON throws its error.
 */
export function jsonFault(text: string, bounds: JsonBounds): string | undefined {
  const open: Open[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      const fault = names && text[afterBlanks(text, end)] === ":" ? nameFault(text.slice(at, end), names, bounds) : undefined;
      if (fault) return fault;
      at = end - 1;
    } else if (character === "{" || character === "[") {
      values += 1;
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > bounds.depth) return beyond.depth(bounds);
    } else if (character === "}" || character === "]") open.pop();
    else if (character === ",") values += 1;
    if (values > bounds.values) return beyond.values(bounds);
  }
  return undefined;
}

function nameFault(written: string, names: Set<string>, bounds: JsonBounds): string | undefined {
  if (written.length > bounds.nameLength + 2) return beyond.name(bounds);
  const name = JSON.parse(written) as string;
  if (names.has(name)) return message(`成员 ${written} 出现两次`, `the member ${written} occurs twice`);
  names.add(name);
  return undefined;
}

/** Where the string that starts at `start` has ended; the end of the text if it never does. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function afterBlanks(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\n" || text[at] === "\r" || text[at] === "\t") at += 1;
  return at;
}
