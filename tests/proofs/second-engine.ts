import { join } from "node:path";
import { startMoto } from "./moto-server.ts";
import { run, withPython } from "./python.ts";

const demo = join(import.meta.dirname, "../../infra/demo/demo.ts");

/** Runs the whole demo on moto's DynamoDB and its streams. Throws unless every figure matches. */
export function proveSecondEngine(): Promise<void> {
  return withPython(async (environment) => {
    const moto = await startMoto(environment);
    try {
      await run(process.execPath, [demo], { environment: { DYNAMODB_ENDPOINT: moto.endpoint } });
    } finally {
      await moto.stop();
    }
  });
}

/** Serves moto's DynamoDB until this process ends, for machines without the packaged engine. */
export function serveEngine(port = "8000"): Promise<void> {
  return withPython(async (environment) => {
    const { endpoint } = await startMoto(environment, Number(port));
    console.log(`In another terminal: DYNAMODB_ENDPOINT=${endpoint} npm start -- --fresh\nIt keeps nothing when it ends. Ctrl-C ends it.`);
    await new Promise(() => setInterval(() => {}, 60_000));
  });
}
