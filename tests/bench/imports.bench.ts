import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { contexts } from "../../functions/registry.ts";
import { buildBundles, bundleOptions } from "../../infra/build.ts";
import { functionsOf, functionsOfKind } from "../../shared/deployment/derive.ts";
import { variablesOf } from "../../shared/deployment/variables.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { bounded, median, medianRatio } from "./measuring.ts";

const runs = 21;
const bareSource = `
import middy from "@middy/core";
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
const dynamo = new DynamoDBClient({});
export const handler = middy().handler((event) => dynamo.send(new GetItemCommand({ TableName: "Any", Key: event })));
`;

/**
 * Times importing each API bundle in a fresh process, as a ratio to a bundle of nothing but middy and the DynamoDB client as the library
 * comes, and to the same with the credential chain cut down to what functions need, as ours is. Runs of all bundles alternate, and the median
 * of the rounds' ratios counts, so that a busy moment hurts all alike.
 */
export async function benchImports(): Promise<void> {
  const folder = temporaryFolder("bench");
  try {
    const chosen = process.argv.slice(3);
    const apis = functionsOfKind(contexts, "api").map(({ id }) => id);
    const only = chosen.length > 0 ? chosen : apis;
    const bundles = await buildBundles({ only, folder: join(folder, "functions") });
    const { alias: _shortened, ...plainOptions } = bundleOptions;
    const bare = await bundleBare(join(folder, "bare/index.mjs"), plainOptions);
    const trimmed = await bundleBare(join(folder, "trimmed/index.mjs"), bundleOptions);
    const subjects = [
      { name: "bare middy + DynamoDB client", bytes: bare, file: join(folder, "bare/index.mjs") },
      { name: "the same with our short credential chain", bytes: trimmed, file: join(folder, "trimmed/index.mjs") },
      ...bundles.map(({ name, bytes }) => ({ name, bytes, file: join(folder, "functions", name, "index.mjs") })),
    ];
    const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
    for (let run = 0; run < runs; run++) {
      for (const { name, file } of subjects) times.get(name)?.push(importTime(file));
    }
    const [bareTimes = [], trimmedTimes = []] = subjects.map(({ name }) => times.get(name) ?? []);
    console.log(`import in a fresh process, processor time, median of ${runs} runs; ratios to the second and to the first\n`);
    for (const { name, bytes } of subjects) {
      const own = times.get(name) ?? [];
      const columns = [`${(bytes / 1000).toFixed(0)} kB`.padStart(8), `${median(own).toFixed(1)} ms`.padStart(9)];
      console.log(
        name.padEnd(42),
        ...columns,
        medianRatio(own, trimmedTimes).toFixed(2).padStart(6),
        bounded(medianRatio(own, bareTimes), { most: 1.25 }).padStart(20),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function bundleBare(outfile: string, options: object): Promise<number> {
  const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
  const result = await build({ ...options, stdin: { contents: bareSource, resolveDir }, outfile, metafile: true });
  return Object.values(result.metafile.outputs).reduce((total, { bytes }) => total + bytes, 0);
}

/**
 * Milliseconds of processor time that one import takes the main thread, which is what it lasts on a machine that does nothing else, inside a
 * process that has done nothing but open its output, as Lambda's runtime has before it loads a handler; every name a function may ask for is
 * given.
 */
function importTime(file: string): number {
  const script = `process.stdout; process.stderr; const start = process.threadCpuUsage(); await import(${JSON.stringify(pathToFileURL(file).href)}); const { user, system } = process.threadCpuUsage(start); console.log((user + system) / 1000);`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
    env: functionEnvironment(),
  });
  return Number(output);
}

function functionEnvironment(): Record<string, string> {
  const variables = functionsOf(contexts).flatMap(({ definition }) => Object.keys(variablesOf(definition)));
  return {
    ...Object.fromEntries(variables.map((variable) => [variable, "bench"])),
    AWS_REGION: "cn-north-1",
    AWS_ACCESS_KEY_ID: "bench",
    AWS_SECRET_ACCESS_KEY: "bench",
  };
}
