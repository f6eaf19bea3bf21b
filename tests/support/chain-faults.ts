import { type Block, entriesHashOf, genesis, headerHashOf } from "../../shared/records/chain.ts";
import { instantIn } from "../../shared/records/record-hash.ts";

/** What is wrong with all blocks of a chain, told by the obvious rules; nothing if they are a chain. */
export function chainFaults(blocks: readonly Block[]): string[] {
  const faults: string[] = [];
  let [previous, through]: [string, string] = [genesis.hash, genesis.through];
  const keys = new Set<string>();
  for (const [position, { header, entries }] of blocks.entries()) {
    const fault = (what: string) => faults.push(`block ${header.n}: ${what}`);
    if (header.n !== position + 1) fault("out of turn");
    if (header.previousHash !== previous) fault("does not link");
    if (headerHashOf(header) !== header.hash) fault("another hash");
    if (entriesHashOf(entries) !== header.entriesHash || entries.length !== header.count) fault("other entries");
    for (const [place, { key, late }] of entries.entries()) {
      if (keys.has(key)) fault(`${key} twice`);
      keys.add(key);
      if (place > 0 && key <= (entries[place - 1]?.key ?? "")) fault(`${key} out of order`);
      if (!late && instantIn(key) < through) fault(`${key} is late and not marked`);
      if (instantIn(key) > header.through) fault(`${key} beyond its block`);
    }
    if (header.through < through) fault("goes back");
    [previous, through] = [header.hash, header.through];
  }
  return faults;
}
