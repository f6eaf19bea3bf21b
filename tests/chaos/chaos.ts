import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DemoRequest, openOffice } from "../../infra/demo/office.ts";
import { type RemoteLocalCloud, startRemoteLocalCloud } from "../../infra/local-cloud/remote-local-cloud.ts";
import { markedProcesses } from "../../infra/local-cloud/state-folder.ts";
import { fieldsOf, list } from "../../infra/local-cloud/values.ts";
import { keptAssembly } from "../../infra/running/kept-assembly.ts";
import { makeAssembly } from "../../infra/running/make-assembly.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { readSettings } from "../../infra/settings/settings.ts";
import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";

const usage = `npm run chaos -- [--seconds NUMBER] [--seed NUMBER]
Kills random processes of a local cloud of its own while members are paid and the clock moves; then the ledger must balance.
  --seconds NUMBER   how long (120)
  --seed NUMBER      beginning of the random numbers (1)`;

/**
 * Kills random processes of a local cloud, and sometimes all of it, while members are paid and the clock moves. Whoever calls the API repeats a call with its key until it is answered. In the end the ledger must balance, and
 * every payment that was answered must be booked exactly once. Not part of `npm test`: it takes as long as it is told to.
 */
const { values } = optionsOrExit(usage, { seconds: { type: "string", default: "120" }, seed: { type: "string", default: "1" } });
for (const name of ["seconds", "seed"] as const) {
  if (!/^\d+$/.test(values[name])) exitWrongWords(`--${name} is a whole number, not ${values[name]}`);
}
const root = join(import.meta.dirname, "../..");
const folder = join(root, "dist/assembly");
const settings = readSettings("local", {});
const assembly = await keptAssembly({ root, folder, settings, synthesize: () => makeAssembly({ out: folder, settings }, console.log) });
const state = mkdtempSync(join(tmpdir(), "ecovalue-chaos-"));
const amount = 100;
const killed = new Map<string, number>();
const unanswered = new Map<string, number>();
let random = Number(values.seed) >>> 0;
let booked = 0;

const start = (): Promise<RemoteLocalCloud> => startRemoteLocalCloud({ state, assembly, ...productOptions(settings) });
let cloud = await start();
const office = openOffice(() => cloud);

const [, mill] = await Promise.all([
  persist({ as: "operator", method: "POST", path: "/parties", body: partyOf("Exchange", "12420700MB0000035P", "operator", "420700") }),
  persist({ as: "mill", method: "POST", path: "/parties", body: partyOf("Mill", "91420700MA0000015E", "enterprise", "420704") }),
]);
const body = { admitted: true, reason: "documents checked" };
await persist({ as: "operator", method: "POST", path: `/parties/${String(mill.partyId)}/admission`, body });
const ends = performance.now() + Number(values.seconds) * 1000;
await Promise.all([pay(), pay(), moveClock(), killProcesses()]);
await cloud.ask("until-idle", { milliseconds: 120_000 });

const cash = fieldsOf(await persist({ as: "mill", method: "GET", path: "/cash/own" }));
const balance = await persist({ as: "operator", method: "GET", path: "/records/trial-balance?class=cash" });
console.log({ killed, unanswered, booked, available: cash.available, balanced: balance.balanced, failures: await cloud.ask("failures") });
await cloud.stop();
const holds = balance.balanced === true && list(balance.items).length > 0 && Number(cash.available) === booked * amount;
if (holds) rmSync(state, { recursive: true });
else console.log(`the state is left in ${state}`);
process.exit(holds ? 0 : 1);

/** Repeats a request with its key until it is answered. */
async function persist(request: DemoRequest): Promise<ReturnType<typeof fieldsOf>> {
  const key = randomUUID();
  for (;;) {
    try {
      const { status, body: answer } = await office.send({ ...request, key });
      if (status === 200 || status === 201) return answer;
      if (status < 500) throw new Error(`${request.method} ${request.path}: ${status} ${JSON.stringify(answer)}`);
      count(unanswered, `${status}`);
    } catch (error) {
      // The local cloud is being started again.
      if (!(error instanceof TypeError) && !(error instanceof Error && error.name === "SyntaxError")) throw error;
      count(unanswered, error.message);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Books bank lines, one after another. */
async function pay(): Promise<void> {
  while (performance.now() < ends) {
    const { now } = await control("clock");
    const line = { amount: `${amount}.00`, creditedAt: now, payerName: "Mill", payerAccount: "42050001" };
    await persist({
      as: "operator",
      method: "POST",
      path: "/cash/receipts",
      body: { partyId: mill.partyId, bankReference: randomUUID(), ...line },
    });
    booked += 1;
  }
}

async function moveClock(): Promise<void> {
  while (performance.now() < ends) {
    const { now } = await control("clock");
    // Not repeated: the answer may be lost after the clock was moved, and it only moves forward.
    await cloud
      .ask("move-clock", { to: new Date(Date.parse(String(now)) + 61_000).toISOString() })
      .catch(() => count(unanswered, "move-clock"));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Asks the control endpoint, again while the local cloud is being started. */
async function control(action: string, asked: object = {}): Promise<ReturnType<typeof fieldsOf>> {
  for (;;) {
    try {
      return await cloud.ask(action, asked);
    } catch (error) {
      count(unanswered, `${action}: ${error instanceof Error ? error.message : String(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function killProcesses(): Promise<void> {
  for (let kills = 1; performance.now() < ends; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100 + draw(900)));
    if (kills % 40 === 0) {
      count(killed, "everything");
      await cloud.kill();
      cloud = await start();
      continue;
    }
    // Engines are rarer than functions, so that some work is done between.
    const found = markedProcesses(state).filter((pid) => pid !== cloud.address.pid);
    const pid = found[draw(found.length)];
    if (pid === undefined) continue;
    try {
      const program = nameOf(pid);
      process.kill(pid, "SIGKILL");
      count(killed, program);
    } catch {
      // It has ended by itself.
    }
  }
}

function nameOf(pid: number): string {
  const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  const what = words.map((word) => /(dynoxide|queue-engine|function-process)[.\w]*$/.exec(word)?.[1]).find((word) => word !== undefined);
  return `${words[0]?.endsWith("/sh") ? "guard of " : ""}${what ?? "another"}`;
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function partyOf(name: string, creditCode: string, type: string, area: string): object {
  return { name, creditCode, type, area, representative: "Wang Min" };
}

/** A number below a limit, from a generator that begins with the seed. */
function draw(limit: number): number {
  random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((random / 2 ** 32) * limit);
}
