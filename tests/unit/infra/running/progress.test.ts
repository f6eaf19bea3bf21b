import { expect, it } from "vitest";
import { progress } from "../../../../infra/running/progress.ts";

it("progress tells each step when it begins, and its time when it ends", () => {
  const texts: string[] = [];
  const told = progress((text) => texts.push(text));
  told.step("bundling");
  expect(texts).toEqual(["bundling …"]);
  told.step("starting");
  told.end();
  told.end();
  expect(texts.join("")).toMatch(/^bundling … \d+\.\d s\nstarting … \d+\.\d s\n$/);
});
