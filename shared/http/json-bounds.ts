import { message } from "../kernel/message.ts";

/** Bounds of a request body; part of the API's description. */
export const bodyBounds = {
  bytes: 4 * 1024 * 1024,
  /** Members of objects and elements of arrays, in all. */
  values: 20_000,
  /** Objects and arrays inside one another. */
  depth: 10,
  /** Characters of a member's name as written. */
  nameLength: 100,
} as const;

const beyond = {
  values: message(`成员和元素合计不得超过 ${bodyBounds.values} 个`, `at most ${bodyBounds.values} members and elements in all`),
  depth: message(`对象和数组的嵌套不得超过 ${bodyBounds.depth} 层`, `objects and arrays at most ${bodyBounds.depth} deep`),
  name: message(`成员名称不得超过 ${bodyBounds.nameLength} 个字符`, `names of members of at most ${bodyBounds.nameLength} characters`),
};

/** Names of an open object; undefined for an open array. */
type Open = Set<string> | undefined;

/**
 * Why a JSON text can't be a request body, in both languages: it is beyond the bounds, or an object names a member twice, of which a parser
 * would drop one. One pass over the text and nothing built from it, so that it costs little before the text is known to be small. Whether the
 * text is JSON at all is the parser's to say; a name that is not JSON throws its error.
 */
export function jsonFault(text: string): string | undefined {
  const open: Open[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      const end = endOfString(text, at);
      const names = open.at(-1);
      const fault = names && text[afterBlanks(text, end)] === ":" ? nameFault(text.slice(at, end), names) : undefined;
      if (fault) return fault;
      at = end - 1;
    } else if (character === "{" || character === "[") {
      values += 1;
      open.push(character === "{" ? new Set() : undefined);
      if (open.length > bodyBounds.depth) return beyond.depth;
    } else if (character === "}" || character === "]") open.pop();
    else if (character === ",") values += 1;
    if (values > bodyBounds.values) return beyond.values;
  }
  return undefined;
}

function nameFault(written: string, names: Set<string>): string | undefined {
  if (written.length > bodyBounds.nameLength + 2) return beyond.name;
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
