import { areas, covers } from "../kernel/areas.ts";
import type { Page, PageRequest } from "./client.ts";
import { BadCursor } from "./cursor.ts";

const separator = "~";

/**
 * Pages through a list kept in several parts: one after another, each with its own cursor. The cursor names its part, which must be one of
 * these, so that it can't reach others.
 */
export async function pageInTurn<Row>(
  parts: readonly string[],
  { limit = 25, cursor }: PageRequest,
  read: (part: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const [start = "", inner = "", ...rest] = cursor?.split(separator) ?? [];
  const first = cursor === undefined ? 0 : parts.indexOf(start);
  if (first < 0 || rest.length > 0 || (cursor !== undefined && !cursor.includes(separator))) throw new BadCursor();
  const items: Row[] = [];
  let position = inner;
  for (const part of parts.slice(first)) {
    if (items.length === limit) return { items, nextCursor: `${part}${separator}` };
    const page = await read(part, { limit: limit - items.length, ...(position && { cursor: position }) });
    items.push(...page.items);
    if (page.nextCursor) return { items, nextCursor: `${part}${separator}${page.nextCursor}` };
    position = "";
  }
  return { items };
}

/** Pages through a list kept by area, for a reader of `scope`: one area after another. */
export function pageOfAreas<Row>(
  scope: string,
  request: PageRequest,
  read: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const inScope = areas.map(({ code }) => code).filter((code) => covers(scope, code));
  return pageInTurn(inScope, request, read);
}
