import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
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

  it("have their assets beside them, and not in them", () => {
    const withAssets = functions.flatMap(({ id, assets = [] }) => assets.map((asset) => ({ id, asset })));
    expect(withAssets.length).toBeGreaterThan(0);
    for (const { id, asset } of withAssets) {
      const [source, copy] = [resolve(asset), join(built.folder, id, basename(asset))];
      const files = statSync(source).isDirectory() ? readdirSync(source) : [""];
      for (const file of files)
        expect(readFileSync(join(copy, file), "utf8"), join(id, file)).toBe(readFileSync(join(source, file), "utf8"));
    }
    const { inputs } = JSON.parse(readFileSync(join(built.folder, "../metafile.json"), "utf8")) as { inputs: Record<string, unknown> };
    expect(Object.keys(inputs).filter((input) => withAssets.some(({ asset }) => input.startsWith(asset)))).toEqual([]);
  });

  it.for(functions.filter(({ kind }) => kind === "api").map(({ id }) => id))("%s weighs at most 650 kB", (id) => {
    const bytes = built.bundles.find(({ name }) => name === id)?.bytes;
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostApiBytes);
  });
});
