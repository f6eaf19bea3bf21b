import { areas, covers } from "../kernel/areas.ts";
import type { Page, PageRequest } from "./client.ts";
import { BadCursor } from "./cursor.ts";

const separator = "~";

/**
 * Pages through a list kept by area, for a reader of `scope`: one area after another, each with its own cursor. The cursor names its area,
 * which must lie in the scope, so that it can't reach outside.
 */
export async function pageOfAreas<Row>(
  scope: string,
  { limit = 25, cursor }: PageRequest,
  read: (area: string, request: PageRequest) => Promise<Page<Row>>,
): Promise<Page<Row>> {
  const inScope = areas.map(({ code }) => code).filter((code) => covers(scope, code));
  const [start = "", inner = "", ...rest] = cursor?.split(separator) ?? [];
  const first = cursor === undefined ? 0 : inScope.indexOf(start);
  if (first < 0 || rest.length > 0 || (cursor !== undefined && !cursor.includes(separator))) throw new BadCursor();
  const items: Row[] = [];
  let position = inner;
  for (const area of inScope.slice(first)) {
    if (items.length === limit) return { items, nextCursor: `${area}${separator}` };
    const page = await read(area, { limit: limit - items.length, ...(position && { cursor: position }) });
    items.push(...page.items);
    if (page.nextCursor) return { items, nextCursor: `${area}${separator}${page.nextCursor}` };
    position = "";
  }
  return { items };
}
