import { describe, expect, it } from "vitest";
import { eachAtOnce } from "../../../../shared/store/at-once.ts";
import { turns } from "../../../../shared/store/turns.ts";

/** Runs that end when they are told to, and how many were under way together. */
function watched() {
  let underWay = 0;
  let most = 0;
  return {
    most: () => most,
    async run(): Promise<void> {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
    },
  };
}

describe("concurrent rows", () => {
  it("each run once, never more concurrently than allowed", async () => {
    const { most, run } = watched();
    const seen: number[] = [];
    await eachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, (row) => {
      seen.push(row);
      return run();
    });
    expect([seen.sort(), most()]).toEqual([[1, 2, 3, 4, 5, 6, 7], 3]);
  });

  it("all run even if some fail; one failure is rethrown, several are thrown together", async () => {
    const seen: number[] = [];
    const failing = (bad: readonly number[]) =>
      eachAtOnce([1, 2, 3, 4], 2, async (row) => {
        seen.push(row);
        if (bad.includes(row)) throw new Error(`row ${row}`);
      });
    await expect(failing([2])).rejects.toThrow("row 2");
    await expect(failing([1, 3])).rejects.toMatchObject({ errors: [{ message: "row 1" }, { message: "row 3" }] });
    expect(seen).toHaveLength(8);
  });
});

describe("turns", () => {
  it("run tasks with the same key one after another, also after a failure, and others concurrently", async () => {
    const inTurn = turns();
    const [same, others] = [watched(), watched()];
    const failed = inTurn("pool", () => Promise.reject(new Error("lost"))).catch((error: Error) => error.message);
    await Promise.all([1, 2, 3].flatMap((number) => [inTurn("pool", same.run), inTurn(`pool ${number}`, others.run)]));
    expect([await failed, same.most(), others.most()]).toEqual(["lost", 1, 3]);
  });
});
