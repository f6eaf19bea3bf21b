import { manifestKey, resultKey } from "../../../shared/auctions/sealed-book.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { entryHashOf } from "../../../shared/records/chain.ts";
import {
  type BagContent,
  type BagEnd,
  type BagHeading,
  type BagPlace,
  evidenceBagForm,
  firstPlace,
  nextLine,
} from "../../../shared/records/evidence-bag.ts";
import type { TradeRecord } from "../../../shared/records/trade-record.ts";
import type { Bucket } from "../../../shared/store/objects.ts";
import type { Table } from "../../../shared/store/table.ts";
import { auctionsFacts } from "../../auctions/contract.ts";
import type { ExportAsked, ExportFormat, ExportSource, SourcePage } from "../exports/formats/format.ts";
import { endOfAuction, factsOfAuction } from "../facts/recorded-facts.ts";
import type { BlockReader } from "../sealing/blocks.ts";
import type { HeadReader } from "../sealing/heads.ts";
import { entriesOf, madeAt, readMoved } from "../trades/checks/entry-rows.ts";
import { readRecord, recordIdOf, recordKey, recordsWith } from "../trades/rows.ts";

/** Where bags are read from. */
export interface BagPorts {
  readonly records: Table;
  readonly books: Pick<Bucket, "read">;
  readonly blocks: BlockReader;
  readonly heads: HeadReader;
}

/** Facts of a page, each with its entry of the ledger; records of one, each with its block; headers of one. */
const factsPerPage = 50;
const recordsPerPage = 50;
const linksPerPage = 500;

/** The cause of the ledger's entry that a fact of an enrolment was stated with. */
const causeOf: Readonly<Record<string, string>> = {
  [auctionsFacts.enrolmentMade.factType]: "enrolment",
  [auctionsFacts.enrolmentWithdrawn.factType]: "withdrawal",
  [auctionsFacts.enrolmentReleased.factType]: "enrolment-released",
  [auctionsFacts.awardSettled.factType]: "award-settled",
  [auctionsFacts.awardDefaulted.factType]: "award-defaulted",
};
/** Facts that are evidence: those that auctions state. What others found out about an auction is not. */
const evidence: ReadonlySet<string> = new Set(Object.values(auctionsFacts).map(({ factType }) => factType));

/** What a bag knows of its lines so far. */
interface BagState extends BagPlace {
  readonly counted: BagEnd;
}

/**
 * An evidence bag: JSON lines, each with the hash over all lines up to it, so that the first one that was altered, dropped, inserted or moved is
 * found. The last line counts what there is.
 */
export const bagFormat: ExportFormat<BagContent, BagState> = {
  mediaType: "application/x-ndjson",
  begin(asked) {
    const heading = headingOf(asked);
    const counted = { facts: 0, entries: 0, records: 0, open: 0 };
    return { bytes: Buffer.from(`${canonicalJson(heading)}\n`), rows: 0, state: { ...firstPlace(heading), counted } };
  },
  rows(_asked, { counted, ...before }, contents) {
    let place: BagPlace = before;
    let counts = counted;
    const lines = contents.map((content) => {
      const line = nextLine(place, content);
      place = line.place;
      counts = countedWith(counts, content);
      return `${line.text}\n`;
    });
    return { bytes: Buffer.from(lines.join("")), rows: lines.length, state: { ...place, counted: counts } };
  },
  end: (_asked, { counted, ...place }) => Buffer.from(`${nextLine(place, { end: counted }).text}\n`),
};

function headingOf({ selection, before }: ExportAsked): BagHeading {
  return { form: evidenceBagForm, auctionId: required(selection.auction, "auction"), before };
}

/** The counts with one more line. An award is open until it is settled or in default. */
function countedWith(counted: BagEnd, content: BagContent): BagEnd {
  if ("entry" in content) return { ...counted, entries: counted.entries + 1 };
  if ("record" in content) return { ...counted, records: counted.records + 1 };
  if (!("fact" in content)) return counted;
  const { factType, data } = content.fact;
  const { winners } = data as { readonly winners?: unknown };
  const over = factType === auctionsFacts.awardSettled.factType || factType === auctionsFacts.awardDefaulted.factType;
  const awarded = factType === auctionsFacts.auctionCleared.factType ? Number(winners) : 0;
  return { ...counted, facts: counted.facts + 1, open: counted.open + awarded - (over ? 1 : 0) };
}

/**
 * What a bag holds, page by page: facts with their entries, the book, the records with their blocks, and the headers from the first of these
 * blocks to the signed head. Its cursor names which of these comes next. The book is held whole, as clearing does.
 */
export function bagSource(ports: BagPorts): ExportSource<BagContent> {
  return {
    page(asked, cursor = "facts") {
      const [part = "", ...rest] = cursor.split(" ");
      return required(parts[part], `part ${part} of a bag`)(ports, asked, rest);
    },
  };
}

type Part = (ports: BagPorts, asked: ExportAsked, rest: readonly string[]) => Promise<SourcePage<BagContent>>;
const parts: Readonly<Record<string, Part>> = { facts: factsPage, book: bookPage, records: recordsPage, links: linksPage };

async function factsPage({ records }: BagPorts, { selection, before }: ExportAsked, [cursor]: readonly string[]) {
  const request = { to: before, limit: factsPerPage, ...(cursor !== undefined && { cursor }) };
  const { items, nextCursor } = await factsOfAuction(records, required(selection.auction, "auction"), request);
  const facts = items.filter(({ factType }) => evidence.has(factType));
  const lines = await Promise.all(facts.map(async (fact) => [factLine(fact), ...(await entryLines(records, fact))]));
  return {
    ...{ items: lines.flat(), read: items.length, reached: items.at(-1)?.occurredAt ?? before },
    cursor: nextCursor === undefined ? "book" : `facts ${nextCursor}`,
  };
}

function factLine(fact: Fact): BagContent {
  return { fact: fact as Fact<Record<string, unknown>> as Extract<BagContent, { fact: unknown }>["fact"] };
}

/** What the ledger moved with a fact of an enrolment: at the instant of the fact, by its cause. */
async function entryLines(records: Table, { factType, occurredAt, data }: Fact): Promise<readonly BagContent[]> {
  const kind = causeOf[factType];
  if (kind === undefined) return [];
  const { enrolmentId: reference } = data as { readonly enrolmentId: string };
  const { items } = await records.page({ partition: entriesOf({ kind, reference }), prefix: madeAt(occurredAt) }, readMoved);
  const moved = items.map(({ account, instrument, available, held }) => ({
    ...{ account, instrument, available: plain(available), held: plain(held) },
  }));
  return [{ entry: { kind, reference, occurredAt, moved } }];
}

/** The sealed book and the result: none where the auction was cancelled before it closed. */
async function bookPage({ records, books }: BagPorts, { selection, before }: ExportAsked) {
  const auctionId = required(selection.auction, "auction");
  const end = required(await endOfAuction(records, auctionId), "end of the auction");
  const closed = end.factType !== auctionsFacts.auctionCancelled.factType;
  const items: BagContent[] = closed
    ? [{ manifest: await books.read(manifestKey(auctionId)) }, { result: await books.read(resultKey(auctionId)) }]
    : [];
  return { items, read: items.length, reached: before, cursor: "records 0" };
}

/** The records of the auction in order, each after its block: in that, entries of other auctions are shown by their hash. */
async function recordsPage({ records, blocks, heads }: BagPorts, asked: ExportAsked, [least = "0", cursor]: readonly string[]) {
  const { area, selection, before } = asked;
  const head = await headOf(heads, asked);
  const partition = recordsWith(area, { auction: selection.auction });
  const page = await records.page({ partition, to: before, limit: recordsPerPage, ...(cursor !== undefined && { cursor }) }, recordIdOf);
  const found = await records.readMany(page.items.map(recordKey), readRecord);
  const byId = new Map(found.map((record) => [record.recordId, record]));
  const places = await Promise.all(page.items.map((recordId) => blocks.placeOf(recordId)));
  const inBlock = new Map<number, TradeRecord[]>();
  const items: BagContent[] = [];
  for (const [index, recordId] of page.items.entries()) {
    const n = places[index]?.n;
    if (n === undefined || n > head.n) items.push({ unsealed: recordId });
    else inBlock.set(n, [...(inBlock.get(n) ?? []), required(byId.get(recordId), `record ${recordId}`)]);
  }
  for (const [n, ofBlock] of inBlock) items.push(...(await blockLines(blocks, n, ofBlock)));
  const first = Math.min(...[Number(least), ...inBlock.keys()].filter((n) => n > 0));
  const from = Number.isFinite(first) ? first : 0;
  const next = page.nextCursor === undefined ? `links ${from === 0 ? head.n : from}` : `records ${from} ${page.nextCursor}`;
  return { items, read: page.items.length, reached: before, cursor: next };
}

async function blockLines(blocks: BlockReader, n: number, shown: readonly TradeRecord[]): Promise<readonly BagContent[]> {
  const { header, entries } = required(await blocks.block(n), `block ${n}`);
  const keys = new Set(shown.map(({ occurredAt, recordId }) => `${occurredAt}#${recordId}`));
  const visible = entries.map((entry) => (keys.has(entry.key) ? entry : { entryHash: entryHashOf(entry) }));
  return [{ block: header, entries: visible }, ...shown.map((record) => ({ record }))];
}

/** The headers that link the blocks to the signed head, and the head. */
async function linksPage({ blocks, heads }: BagPorts, asked: ExportAsked, [from = "0"]: readonly string[]) {
  const head = await headOf(heads, asked);
  const start = Math.max(1, Number(from));
  const headers = start > head.n ? [] : (await blocks.headersFrom(start, linksPerPage)).filter(({ n }) => n <= head.n);
  const links: BagContent[] = headers.map((link) => ({ link }));
  const last = headers.at(-1)?.n ?? head.n;
  const page = { read: links.length, reached: asked.before };
  return last < head.n
    ? { items: links, ...page, cursor: `links ${last + 1}` }
    : { items: [...links, { head }], ...page, cursor: undefined };
}

async function headOf(heads: HeadReader, { head }: ExportAsked) {
  return required(await heads.from(required(head, "day of the head")), "signed head");
}
