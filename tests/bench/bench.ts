import { benchBids } from "./bids.bench.ts";
import { benchClearing } from "./clearing.bench.ts";
import { benchClose } from "./close.bench.ts";
import { benchImports } from "./imports.bench.ts";
import { benchSecrets } from "./secrets.bench.ts";

/** The benches by name: `npm run bench -- clearing`. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  bids: benchBids,
  clearing: benchClearing,
  close: benchClose,
  imports: benchImports,
  secrets: benchSecrets,
};

const name = process.argv[2] ?? "";
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.error(`npm run bench -- ${Object.keys(benches).join(" | ")}`);
  process.exitCode = 2;
} else {
  await bench();
}
