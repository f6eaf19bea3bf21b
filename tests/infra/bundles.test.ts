import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { factTableOf, functionsOf, functionsOfKind } from "../../shared/deployment/derive.ts";
import { type BuiltBundles, builtBundles } from "../support/bundles.ts";
import { idOf, syntheses } from "../support/synth.ts";

/** Most an API function may weigh, minified: what a cold start has to read. */
const mostApiBytes = 650_000;

describe("bundles", () => {
  const names = [...functionsOf(contexts).map(({ id }) => id), "relay", "replay"];
  let built: BuiltBundles;
  beforeAll(async () => {
    built = await builtBundles();
  });

  it("exist for every function of the contexts, for the relay and for the replay", () => {
    expect(built.bundles.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(names.filter((name) => !existsSync(join(built.folder, name, "index.mjs")))).toEqual([]);
  });

  it.for(functionsOfKind(contexts, "api").map(({ id }) => id))("%s weighs at most 650 kB", (id) => {
    const bytes = built.bundles.find(({ name }) => name === id)?.bytes;
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostApiBytes);
  });

  const deployed = [
    ...functionsOf(contexts).map(({ id }) => id),
    ...contexts.flatMap((context) => factTableOf(context) ?? []).map((name) => `relay-${name.toLowerCase()}`),
    "replay",
  ];
  it.for(deployed)("%s starts with the environment of its template, and fails with less", async (id) => {
    const [synthesis] = await syntheses();
    const found = synthesis?.assembly.ofType("AWS::Lambda::Function").find((each) => idOf(each) === id);
    const variables = fieldsOf(fieldsOf(found?.properties.Environment).Variables);
    const environment = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
    const bundle = pathToFileURL(join(built.folder, id.startsWith("relay-") ? "relay" : id, "index.mjs")).href;
    expect(startOf(bundle, environment)).toBe("function");
  });
});

/** Imports a bundle as Lambda does, in a process that has nothing but the environment given; the type of its handler, or why it did not start. */
function startOf(bundle: string, environment: Readonly<Record<string, string>>): string {
  const script = `const { handler } = await import(${JSON.stringify(bundle)}); process.stdout.write(typeof handler);`;
  const credentials = { AWS_REGION: "cn-north-1", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  try {
    return execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      encoding: "utf8",
      stdio: "pipe",
      env: { ...environment, ...credentials },
    });
  } catch (error) {
    return error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  }
}
