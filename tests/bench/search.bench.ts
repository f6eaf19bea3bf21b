import { required } from "../../shared/kernel/invariant.ts";
import { openPledgesOfBank } from "../support/pledges-of-bank.ts";

const usual = [100, 100_000];

/**
 * What searches, certificates and their checks cost in capacity units among 100 pledges of one bank and among 100,000: the same. `npm run bench --
 * search 20 2000` asks among these numbers of pledges.
 */
export async function benchSearch(): Promise<void> {
  const given = process.argv.slice(3).filter((word) => /^\d+$/.test(word));
  const sizes = (given.length > 0 ? given.map(Number) : usual).toSorted((one, other) => one - other);
  const bank = await openPledgesOfBank();
  const units = new Map<string, number[]>();
  for (const size of sizes) {
    await bank.growTo(size);
    for (const { question, units: taken } of await bank.costs()) units.set(question, [...(units.get(question) ?? []), taken]);
  }
  for (const [question, taken] of units) {
    const same = new Set(taken).size === 1;
    if (!same) process.exitCode = 1;
    const among = sizes.map((size, place) => `${required(taken[place], "units")} units among ${size}`);
    console.log(`${question}: ${among.join(", ")}${same ? "" : ": MISSED, they differ"}`);
  }
  await bank.close();
  process.exit();
}
