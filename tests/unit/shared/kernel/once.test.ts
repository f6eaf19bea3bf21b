import { expect, it } from "vitest";
import { once } from "../../../../shared/kernel/once.ts";

it("is made once, also for those who ask at the same time, and again after a failure", async () => {
  let calls = 0;
  const read = once(async () => {
    calls += 1;
    if (calls === 1) throw new Error("not readable yet");
    return calls;
  });
  expect(await Promise.allSettled([read(), read()])).toMatchObject([{ status: "rejected" }, { status: "rejected" }]);
  expect(await Promise.all([read(), read(), read()])).toEqual([2, 2, 2]);
  expect(calls).toBe(2);
});
