import { exitWrongWords, optionsOrExit } from "../../shared/command-line/options-or-exit.ts";
import { benchAllocation } from "./allocation.bench.ts";
import { benchBids } from "./bids.bench.ts";
import { benchClearing } from "./clearing.bench.ts";
import { benchClose } from "./close.bench.ts";
import { benchCompliance } from "./compliance.bench.ts";
import { benchImports } from "./imports.bench.ts";
import { benchRecords } from "./records.bench.ts";
import { benchSearch } from "./search.bench.ts";
import { benchSecrets } from "./secrets.bench.ts";
import { benchSheets } from "./sheets.bench.ts";
import { benchValuation } from "./valuation.bench.ts";

/** The benches by name: `npm run bench -- clearing`. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  allocation: benchAllocation,
  bids: benchBids,
  clearing: benchClearing,
  close: benchClose,
  compliance: benchCompliance,
  imports: benchImports,
  records: benchRecords,
  search: benchSearch,
  secrets: benchSecrets,
  sheets: benchSheets,
  valuation: benchValuation,
};

const names = Object.keys(benches);
const usage = `npm run bench -- NAME [PART …]\nMeasures against a baseline in the same run, all parts by default. Names: ${names.join(", ")}`;
/** More than any bench has parts. */
const mostWords = 100;
const { positionals } = optionsOrExit(usage, {}, { words: mostWords });
const [name] = positionals;
const bench = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench) exitWrongWords(`${name === undefined ? "which bench?" : `no bench is named ${name};`} there are ${names.join(", ")}`);
await bench();
