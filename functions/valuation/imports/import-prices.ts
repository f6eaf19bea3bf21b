import type { Call } from "../../../shared/http/api-handler.ts";
import { inOrder } from "../../../shared/imports/csv-file.ts";
import { type ImportError, importErrorView } from "../../../shared/imports/import-errors.ts";
import { pagesOf } from "../../../shared/imports/pages.ts";
import { city } from "../../../shared/kernel/areas.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { message } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { type valuationEndpoints, valuationFacts } from "../contract.ts";
import type { ValuationPorts } from "../ports.ts";
import type { ValuationRefusal } from "../problems.ts";
import { inTurn } from "../series.ts";
import type { PriceImport, StoredLine } from "../store.ts";
import { linesPerPage, mostErrors } from "./limits.ts";
import { type NamedLine, type PriceLine, readPriceFile } from "./read-price-file.ts";

/**
 * Imports a file of prices. It is checked whole: with one error, all are told at once and nothing is stored. Otherwise its prices are booked
 * page by page by the consumer of the fact, and until then nothing else is booked for its markets, so that all of them can be.
 */
export function importMarketPrices(ports: ValuationPorts, call: Call<typeof valuationEndpoints.importMarketPrices>) {
  const { own, clock } = ports;
  const { caller, body } = call;
  const { documentNumber } = body;
  const bytes = Buffer.from(body.file, "base64");
  const digest = sha256(bytes);
  // One file is one import, whatever the key.
  const importId = digest.slice(0, 32);
  return runCommand<ReturnType<typeof importView>, ValuationRefusal>(ports, call, async () => {
    if (await own.import(importId)) return refuse({ code: "price-file-imported", importId });
    const importedAt = clock.now();
    const file = readPriceFile(bytes, dayOf(importedAt));
    const markets = [...new Set(file.lines.map(({ market }) => market))].sort();
    const turns = await inTurns(ports, markets, importId);
    if (!turns.ok) return turns;
    const errors = inOrder([...file.errors, ...(await alreadyBooked(ports, file.named))]);
    if (errors.length > 0)
      return refuse({
        code: "price-file-refused",
        errorCount: errors.length,
        lineErrors: errors.slice(0, mostErrors).map(importErrorView),
      });
    const { subject: importedBy, approvedBy } = caller;
    const row: PriceImport = {
      ...{ importId, state: "accepted", markets, lines: file.lines.length, documentNumber, sha256: digest },
      ...{ importedAt, importedBy, ...(approvedBy !== undefined && { approvedBy }), booked: 0, version: 1 },
    };
    const envelope = factEnvelopeOf(caller, importedAt, { parties: [], areas: [city] });
    const { state, importedAt: _, ...data } = importView(row);
    return accept({
      response: importView(row),
      prepare: () => own.linesPut(importId, pagesOf(storedOf(file.lines), linesPerPage)),
      writes: [own.importPut(row), ...turns.value, own.state(valuationFacts.priceFileImported, { ...envelope, data })],
    });
  });
}

/** An imported file. */
export async function readPriceImport({ own }: ValuationPorts, { params }: Call<typeof valuationEndpoints.readPriceImport>) {
  const row = await own.import(params.importId);
  return row ? accept({ response: importView(row) }) : refuse({ code: "not-found" });
}

/** An imported file as the API returns it. */
function importView({ importedBy: _by, approvedBy: _approved, booked: _booked, version: _version, markets, ...row }: PriceImport) {
  return { ...row, markets: [...markets] };
}

async function inTurns(
  ports: ValuationPorts,
  markets: readonly string[],
  importId: string,
): Promise<Outcome<readonly WriteFragment<never>[], ValuationRefusal>> {
  const writes: WriteFragment<never>[] = [];
  for (const market of markets) {
    const turn = await inTurn(ports, market, importId);
    if (!turn.ok) return turn;
    writes.push(...turn.value);
  }
  return accept(writes);
}

/** Errors for lines whose price is booked already, even with the same figures: a file is not a correction. */
async function alreadyBooked({ own }: ValuationPorts, named: readonly NamedLine[]): Promise<ImportError[]> {
  const asked = new Map(named.map(({ market, date }) => [`${market} ${date}`, { market, date }]));
  const days = await own.daysAt([...asked.values()]);
  const booked = new Map(days.flatMap(({ prices }) => prices).map((price) => [`${price.market} ${price.date} ${price.source}`, price]));
  return named.flatMap(({ line, market, date, source }) => {
    const known = booked.get(`${market} ${date} ${source}`);
    if (!known) return [];
    const { priceCny, version } = known;
    const zh = `该价格已登记（${priceCny} 元，第 ${version} 版）；如有误，请更正`;
    const en = `the price is booked with ${priceCny} CNY (version ${version}); if it is wrong, correct it`;
    return [{ line, column: "date", detail: message(zh, en) }];
  });
}

/** The lines of a file as they are stored. */
function storedOf(lines: readonly PriceLine[]): StoredLine[] {
  return lines.map(({ market, date, source, volumeTonnes, priceCny }) => ({
    ...{ market, date, source, volumeTonnes: plain(volumeTonnes), priceCny: plain(priceCny) },
  }));
}
