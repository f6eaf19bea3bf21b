import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../infra/stacks/contexts.ts";
import { type BuiltBundles, builtBundles } from "../support/bundles.ts";

/** Most an API function may weigh, minified: what a cold start has to read. */
const mostApiBytes = 650_000;

describe("bundles", () => {
  const functions = contexts.flatMap((context) => context.functions);
  let built: BuiltBundles;
  beforeAll(async () => {
    built = await builtBundles();
  });

  it("exist for every function of the contexts' data for the relay and the replay", () => {
    const names = [...functions.map(({ id }) => id), "relay", "replay"];
    expect(built.bundles.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(names.filter((name) => !existsSync(join(built.folder, name, "index.mjs")))).toEqual([]);
  });

  it.for(functions.filter(({ kind }) => kind === "api").map(({ id }) => id))("%s weighs at most 650 kB", (id) => {
    const bytes = built.bundles.find(({ name }) => name === id)?.bytes;
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostApiBytes);
  });
});
