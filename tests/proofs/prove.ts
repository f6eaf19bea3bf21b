import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { runOrExit } from "../../shared/command-line/run-or-exit.ts";
import { lintTemplates } from "./cfn-lint.ts";
import { proveDeployment } from "./deployment.ts";
import { provePythonClient } from "./python-client.ts";
import { proveSecondEngine, serveEngine } from "./second-engine.ts";

/** `npm run prove -- NAME`: proofs by programs that nobody here wrote, installed by pip; docs/proofs.md says what each proves. */
const proofs: Readonly<Record<string, readonly [prove: (word?: string) => Promise<void>, says: string]>> = {
  "cfn-lint": [lintTemplates, "the templates by AWS's own schemas, for regions of both partitions"],
  moto: [
    proveDeployment,
    "the templates deployed by `cdk deploy` to moto, compared, and the demo on what was made; a region may follow, us-east-1 without",
  ],
  "second-engine": [proveSecondEngine, "the whole demo on moto's DynamoDB"],
  "python-client": [provePythonClient, "a client that openapi-python-client generates holds a whole auction on a local cloud"],
  engine: [serveEngine, "serves moto's DynamoDB for DYNAMODB_ENDPOINT until Ctrl-C; a port may follow, 8000 without"],
};

const rows = Object.entries(proofs).map(([each, [, says]]) => `  ${each.padEnd(14)} ${says}`);
const { positionals } = optionsOrExit(`npm run prove -- NAME\n${rows.join("\n")}`, {}, { words: 2 });
const [name, word] = positionals;
const proof = name !== undefined && Object.hasOwn(proofs, name) ? proofs[name]?.[0] : undefined;
if (!proof)
  exitWrongWords(`${name === undefined ? "which proof?" : `no proof is named ${name};`} there are ${Object.keys(proofs).join(", ")}`);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const started = performance.now();
await runOrExit(async () => {
  await proof(word);
  console.log(`${name} proved in ${Math.round((performance.now() - started) / 1000)} s`);
});
