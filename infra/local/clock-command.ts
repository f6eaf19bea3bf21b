import { parseArgs } from "node:util";
import { findCity } from "./state-address.ts";

/** `npm run -s clock -- 90m`: moves the running city's clock forward, waits until all that came due is done, and prints its time. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { state: { type: "string", default: ".local" }, help: { type: "boolean", short: "h", default: false } },
});
const [step] = positionals;
const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(step ?? "") ?? [];
const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit];

if (values.help || (step !== undefined && !seconds)) {
  console.error(
    "npm run -s clock -- [STEP] [--state FOLDER]\nMoves the running city's clock forward by 30s, 90m, 2h or 5d; without a step it prints the time.",
  );
  process.exit(values.help ? 0 : 1);
}
try {
  const city = findCity(values.state);
  const now = Date.parse(String((await city.ask("clock")).now));
  if (seconds) {
    await city.ask("move-clock", { to: new Date(now + Number(count) * seconds * 1000).toISOString() });
    await city.ask("settle");
  }
  console.log(String((await city.ask("clock")).now));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
