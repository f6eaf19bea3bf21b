import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import type { Resource } from "../../infra/local-cloud/assembly/assembly.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { factTableOf, functionsOf } from "../../shared/deployment/derive.ts";
import { type BuiltBundles, builtBundles } from "../support/bundles.ts";
import { idOf, syntheses } from "../support/synth.ts";

/** Most a function may weigh, minified: what a cold start has to read. */
const mostBytes = 650_000;

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

  it.for(names)("%s weighs at most 650 kB", (id) => {
    const bytes = built.bundles.find(({ name }) => name === id)?.bytes;
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(mostBytes);
  });

  it("name the source and line of a fault in their log, its class, and nothing of its message", async () => {
    const environment = {
      TABLE_PARTIES: "Parties",
      TABLE_NOTICES: "Notices",
      NOTICE_CHANNELS: "mail",
      QUEUE_DELIVERIES: "http://127.0.0.1:1/q",
    };
    const script = `const { handler } = await import(${JSON.stringify(bundleAt("notices-api"))});
      const path = { toString() { throw new RangeError("price 4390"); } };
      const event = { headers: {}, requestContext: { requestId: "R1", http: { method: "GET", path } } };
      console.log((await handler(event, { getRemainingTimeInMillis: () => 9_000 })).statusCode);`;
    const { stdout, stderr } = await runAlone(script, environment);
    expect(stdout.trim()).toBe("500");
    const logged = fieldsOf(JSON.parse(stderr));
    expect(logged).toMatchObject({ message: "fault", errorName: "RangeError" });
    expect(logged.frames).toContainEqual(expect.stringMatching(/(?:^|\/)shared\/http\/path-pattern\.ts:\d+:\d+$/));
    expect(stderr).not.toMatch(/4390|index\.mjs/);
  });

  const bundleAt = (name: string): string => pathToFileURL(join(built.folder, name, "index.mjs")).href;
  const deployed = [
    ...functionsOf(contexts).map(({ id }) => id),
    ...contexts.flatMap((context) => factTableOf(context) ?? []).map((name) => `relay-${name.toLowerCase()}`),
    "replay",
  ];
  it.for(deployed)("%s starts with the environment of its template, and names every variable that it misses", async (id) => {
    const [synthesis] = await syntheses();
    const functions = synthesis?.assembly.ofType("AWS::Lambda::Function") ?? [];
    const environments = new Map(functions.map((each) => [idOf(each), environmentOf(each)]));
    const environment = environments.get(id) ?? {};
    const bundle = bundleAt(id.startsWith("relay-") ? "relay" : id);
    const [given, without] = await Promise.all([startOf(bundle, environment), startOf(bundle, {})]);
    expect(given).toBe("function");
    // What every function is given is for its log, which does without.
    const own = Object.keys(environment).filter((name) => ![...environments.values()].every((each) => name in each));
    expect({ without, unnamed: own.filter((name) => !without.split(/[^A-Z_]+/).includes(name)) }).toEqual({
      without: own.length === 0 ? "function" : expect.stringMatching(/^Error: missing environment variables: /),
      unnamed: [],
    });
  });
});

function environmentOf({ properties }: Resource): Readonly<Record<string, string>> {
  const variables = fieldsOf(fieldsOf(properties.Environment).Variables);
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
}

const run = promisify(execFile);

/** Runs a script in a process that has nothing but the environment given, and a region and credentials as Lambda has. */
function runAlone(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const credentials = { AWS_REGION: "cn-north-1", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  return run(process.execPath, ["--input-type=module", "--eval", script], { env: { ...environment, ...credentials } });
}

/**
 * Imports a bundle as Lambda does, with nothing but the environment given; the type of its handler, or why it did not start. The script says why
 * itself: of an uncaught error a process writes the line that it stands in, here the whole bundle, more than a pipe takes before it ends.
 */
async function startOf(bundle: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const script = `process.stdout.write(await import(${JSON.stringify(bundle)}).then(({ handler }) => typeof handler, String));`;
  return (await runAlone(script, environment)).stdout;
}
