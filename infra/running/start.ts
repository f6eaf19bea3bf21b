import { join } from "node:path";
import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { NoTableEngine } from "../local-cloud/engines/table-engine-available.ts";
import { type LocalCloud, startLocalCloud } from "../local-cloud/local-cloud.ts";
import { DamagedState } from "../local-cloud/state-contents.ts";
import { LocalCloudRunsAlready } from "../local-cloud/state-folder.ts";
import { readSettings } from "../settings/settings.ts";
import { settingsOrExit } from "../settings-or-exit.ts";
import { keptAssembly } from "./kept-assembly.ts";
import { AssemblyFailed, makeAssembly } from "./make-assembly.ts";
import { personas } from "./personas.ts";
import { givenEngine, productOptions } from "./product-options.ts";
import { progress } from "./progress.ts";
import { commandPrefix, defaultPort, defaultState, ForeignFolder, makeStateFolder } from "./state.ts";

const usage = `npm start -- [--fresh] [--port PORT] [--state FOLDER]
Opens the local cloud on this machine and keeps its state for the next start.
  --fresh          begins with nothing
  --port PORT      port of the API (${defaultPort}); the two after it are taken too; ECOVALUE_PORT=PORT names it without
  --state FOLDER   folder of the state (${defaultState}); ECOVALUE_STATE=FOLDER names it to every command`;

/** `npm start`: the local cloud on this machine. */
const { values } = optionsOrExit(usage, {
  fresh: { type: "boolean", default: false },
  state: { type: "string", default: defaultState },
  port: { type: "string", default: defaultPort },
});
const apiPort = Number(values.port);
if (!(apiPort >= 1 && apiPort <= 65_533 && Number.isInteger(apiPort)))
  exitWrongWords(`--port (or ECOVALUE_PORT) is a number from 1 to 65533, not ${values.port}`);

const root = join(import.meta.dirname, "../..");
const settings = settingsOrExit("local", (environment) => readSettings("local", environment));
makeOwnFolder();

/** Milliseconds to wait for a local cloud that is stopping. */
const patience = 3_000;

const told = progress((text) => process.stdout.write(text));

/** Bundles and synthesizes only when something has changed, in a process of its own. */
function assembly(): Promise<string> {
  const folder = join(root, "dist/assembly");
  return keptAssembly({ ...{ root, folder, settings }, synthesize: () => makeAssembly({ out: folder, settings }, told.step) });
}

/** Says something between two steps. */
function say(line: string): void {
  told.end();
  console.warn(line);
}

/** Starts the local cloud; waits for one on the same state that is stopping. */
async function open(): Promise<LocalCloud> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await startLocalCloud({
        state: values.state,
        assembly,
        ...productOptions(settings),
        fresh: values.fresh,
        onDenied: say,
        onNotice: say,
        onStep: told.step,
        onLost: (reason) => fail(`${reason}\nThe local cloud has ended; start it again: it continues from its state.`),
        ports: { api: apiPort, issuer: apiPort + 1, control: apiPort + 2 },
        ...givenEngine(),
      });
    } catch (error) {
      if (!(error instanceof LocalCloudRunsAlready) || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Makes the state folder; one that holds things of others is no option. */
function makeOwnFolder(): void {
  try {
    makeStateFolder(values.state);
  } catch (error) {
    if (error instanceof ForeignFolder) exitWrongWords(error.message);
    throw error;
  }
}

/** Ends with a reason. */
function fail(reason: unknown): void {
  told.end();
  console.error(reason);
  process.exit(1);
}

/** Stops when npm is killed, because npm then passes no signal on. */
function endWithNpm(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const npm = process.ppid;
  setInterval(() => process.ppid !== npm && end(), 200).unref();
}

try {
  const cloud = await open();
  told.end();
  const { apiUrl, issuerUrl } = cloud.address;
  console.log(`
生态价值交易所 EcoValue Exchange is open
  API        ${apiUrl}   (try ${apiUrl}/auctions; its description is at ${apiUrl}/docs)
  Issuer     ${issuerUrl}
  Token      ${commandPrefix(values.state)}npm run -s token -- PERSONA   (${personas.map(({ name }) => name).join(" ")})
  State      ${cloud.state}   logs in ${cloud.state}/logs
Ctrl-C stops it; the next start continues from its state, or from nothing with --fresh.`);
  const end = (): void => void cloud.stop().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  endWithNpm(end);
} catch (error) {
  const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  if (error instanceof DamagedState)
    fail(
      `${error.message}.\nPut a copy of the file back, or begin anew, which discards all of the state: ${commandPrefix(values.state)}npm start -- --fresh`,
    );
  if (error instanceof LocalCloudRunsAlready || error instanceof NoTableEngine || error instanceof AssemblyFailed) fail(error.message);
  if (taken) fail(`port ${values.port} or one of the two after it is taken; choose others with --port or ECOVALUE_PORT`);
  fail(error);
}
