import { readFileSync } from "node:fs";
import { clear, clearInColumns, readClearingInput } from "../../functions/auctions/clearing/clear.ts";

/** Run in a process of its own by the clearing bench: reads and clears the document of argv[2] and prints peak resident memory in MiB, step by step. */
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
let document: unknown = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));
const parsed = peak();
const input = readClearingInput(document);
document = undefined;
const decoded = peak();
if (!input.ok) throw new Error(input.refusal.detail);
clearInColumns(input.value);
const cleared = peak();
clear(input.value);
console.log(JSON.stringify({ parsed, decoded, cleared, documents: peak() }));
