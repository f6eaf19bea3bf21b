import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

const program = join(import.meta.dirname, "../../../../infra/restore/restore-drill.ts");

it("a restore drill is of the deployment that ECOVALUE_DEPLOYMENT names", () => {
  const env = { PATH: process.env.PATH, ECOVALUE_DEPLOYMENT: "spring" };
  const { status, stderr } = spawnSync(process.execPath, [program, "remove", "--to", "spring"], { env, encoding: "utf8" });
  expect(stderr).toMatch(/^--to is the deployment itself: restored tables need another name than spring; .*\n$/);
  expect(status).toBe(2);
});
