import { existsSync } from "node:fs";
import { join } from "node:path";

/** The program of the packaged engine of tables and streams. */
export const packagedEngine = join(import.meta.dirname, "../../../node_modules/@dynoxide/linux-x64/dynoxide");

/** There is no engine for tables; the message is a sentence that says how to get one. */
export class NoTableEngine extends Error {
  override readonly name = "NoTableEngine";
}

/** Throws `NoTableEngine` unless the packaged engine is installed. */
export function requirePackagedEngine(program = packagedEngine): void {
  if (existsSync(program)) return;
  throw new NoTableEngine(
    `the packaged engine for tables (@dynoxide/linux-x64) is not installed: it exists for Linux x64 only, and this is ${process.platform} ${process.arch}. ` +
      "Start another DynamoDB engine that has streams and transactions, such as that of `npm run prove -- engine` (it needs python3), and set DYNAMODB_ENDPOINT to its address, such as http://127.0.0.1:8000",
  );
}

/** Throws `NoTableEngine` unless an endpoint given in place of the packaged engine is a plain http address that answers. */
export async function requireGivenEngine(endpoint: string): Promise<void> {
  const address = URL.parse(endpoint);
  if (address?.protocol !== "http:" || address.origin !== endpoint.replace(/\/$/, ""))
    throw new NoTableEngine(
      `DYNAMODB_ENDPOINT is "${endpoint}", and has to be an http address without a path, such as http://127.0.0.1:8000`,
    );
  const answers = await fetch(address).then(
    () => true,
    () => false,
  );
  if (!answers) throw new NoTableEngine(`no engine for tables answers at ${endpoint}, the address in DYNAMODB_ENDPOINT`);
}

/** Throws `NoTableEngine` unless the given engine answers or, where none is given, the packaged one is installed. */
export async function requireTableEngine(given: string | undefined): Promise<void> {
  if (given === undefined) requirePackagedEngine();
  else await requireGivenEngine(given);
}
