import { describe, expect, it } from "vitest";
import type { PageRequest } from "../../../../shared/store/client.ts";
import { pageOfAreas } from "../../../../shared/store/pages-in-turn.ts";

describe("a list kept area by area", () => {
  const rows: Readonly<Record<string, readonly string[]>> = { "420702": ["a", "b", "c"], "420704": ["d", "e"], airport: ["f"] };
  /** Pages of one area whose cursor is the number of rows before. */
  const read = async (area: string, { limit = 100, cursor = "0" }: PageRequest) => {
    const start = Number(cursor);
    const all = rows[area] ?? [];
    const items = all.slice(start, start + limit);
    return start + limit < all.length ? { items, nextCursor: String(start + limit) } : { items };
  };
  async function pages(scope: string, limit: number): Promise<string[][]> {
    const found: string[][] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOfAreas(scope, { limit, cursor }, read);
      found.push(page.items);
      cursor = page.nextCursor;
    } while (cursor);
    return found;
  }

  it.each([1, 2, 3, 4, 5, 6, 7])("is complete and in order for the city in pages of %i", async (limit) => {
    const found = await pages("420700", limit);
    expect(found.flat()).toEqual(["a", "b", "c", "d", "e", "f"]);
    expect(found.slice(0, -1).every((items) => items.length === limit)).toBe(true);
  });

  it("shows a district its own area only", async () => {
    expect(await pages("420704", 10)).toEqual([["d", "e"]]);
  });

  it("refuses a cursor outside the reader's areas", async () => {
    await expect(pageOfAreas("420704", { cursor: "420702~0" }, read)).rejects.toThrow("does not belong to this list");
    await expect(pageOfAreas("420704", { cursor: "nonsense" }, read)).rejects.toThrow("does not belong to this list");
  });

  it("is empty for a reader of an unknown area", async () => {
    await expect(pageOfAreas("421000", {}, read)).resolves.toEqual({ items: [] });
  });
});
