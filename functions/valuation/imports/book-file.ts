import { invariant, required } from "../../../shared/kernel/invariant.ts";
import { stateAfter } from "../../../shared/kernel/lifecycle.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { valuationLifecycles } from "../lifecycles.ts";
import type { ValuationPorts } from "../ports.ts";
import { publishing } from "../published.ts";
import type { Price, PriceImport } from "../store.ts";
import { linesPerPage } from "./limits.ts";

/**
 * Books every page of an accepted file that is not booked yet, one transaction each; the last one ends the file's turn. It may stop anywhere,
 * run again, or beside another: each page is booked once.
 */
export async function bookPriceFile(ports: ValuationPorts, importId: string): Promise<void> {
  for (;;) {
    const file = await ports.own.import(importId);
    if (file?.state !== "accepted") return;
    if (await bookPage(ports, file)) continue;
    // Another run may have booked the page; nothing else can be in its way.
    const now = await ports.own.import(importId);
    invariant(now?.version !== file.version, `page ${file.booked} of ${importId} is booked`);
  }
}

/** Books the next page of a file; false if something else came first. */
async function bookPage(ports: ValuationPorts, file: PriceImport): Promise<boolean> {
  const { own, clock, dynamo } = ports;
  const { importId, documentNumber, importedBy: subject, approvedBy } = file;
  const bookedAt = clock.now();
  const lines = required(await own.linesOf(importId, file.booked), `page ${file.booked} of ${importId}`);
  const prices = lines.map((line): Price => ({ ...line, documentNumber, version: 1, bookedAt }));
  const days = new Map(lines.map(({ market, date }) => [`${market} ${date}`, { market, date }]));
  const before = await own.daysAt([...days.values()]);
  const booked = file.booked + 1;
  const isLast = booked * linesPerPage >= file.lines;
  const state = stateAfter(valuationLifecycles.priceImport, file.state, "bookPage", isLast ? "none is left" : "pages are left");
  const after: PriceImport = { ...file, state, booked, version: file.version + 1, ...(isLast && { bookedAt }) };
  const ended = isLast ? await Promise.all(file.markets.map(own.series)) : [];
  const result = await commit(dynamo, [
    own.importPut(after),
    ...ended.map(({ market, version }) => own.seriesPut({ market, version: version + 1 })),
    ...publishing(ports, { subject, approvedBy }, prices, before),
  ]);
  return result.kind === "committed";
}
