import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { sha256 } from "../../../shared/kernel/ids.ts";
import { comparableName } from "../../../shared/kernel/legal-name.ts";
import { unitOf } from "../../../shared/ledger/instrument.ts";
import type { Item, Key, Page, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { PositionName } from "../register/rows.ts";
import type { Asked } from "./asked.ts";
import { comparableNumber } from "./comparable-number.ts";
import { type Findable, type FoundEntry, type FoundParty, foundKinds } from "./findable.ts";
import type { Certificate } from "./shapes.ts";

/** A name that an entity bears or bore. */
const nameCodec = rowCodec({ legalName: text, creditCode: text });
const placesCodec = rowCodec({ positions: json((value) => value as readonly PositionName[]) });
const placeCodec = rowCodec({ account: text, instrument: text });
const certificateFields = {
  number: text,
  partyId: text,
  issuedAt: text,
  asked: json((value) => value as Asked),
  /** The same, or what the certificate was about whose number was asked for. */
  about: json((value) => value as Asked),
  /** The only entity that it was asked about by name; absent where whoever asked may search about all. */
  onlyCode: optional(text),
  foundSha256: text,
  contentSha256: text,
  assets: integer,
};
/** A certificate without its content: what it was about, and hashes of what it found and of all of it. */
export type CertificateRow = RowOf<typeof certificateFields>;
const certificateCodec = rowCodec(certificateFields);
const contentCodec = rowCodec({ partyId: text, content: json((value) => value as Certificate) });
const entryFields = { kind: oneOf(...foundKinds), entryId: text, at: text, ownerCode: text, ownerName: text };
const entryRow = rowCodec(entryFields);

/** Partitions of the rows by which a search finds positions. */
export const foundBy = {
  code: (creditCode: string) => `found#code#${creditCode}`,
  unit: (unit: string) => `found#unit#${unit}`,
  number: (number: string) => `found#number#${comparableNumber(number)}`,
} as const;

function namePartition(name: string): string {
  return `found#name#${comparableName(name)}`;
}
function entriesOf({ account, instrument }: PositionName): string {
  return `found#entries#${account}#${instrument}`;
}

function certificateKey(number: string): Key {
  return { pk: `certificate#${number}`, sk: "certificate" };
}
function contentKey(number: string): Key {
  return { pk: `certificate#${number}`, sk: "content" };
}
function genuineKey(number: string, hash: string): Key {
  return { pk: `certificate#${number}`, sk: `genuine#${hash}` };
}
function certificatesOf(partyId: string): string {
  return `certificates#${partyId}`;
}

function decodeEntry(item: Item): FoundEntry {
  const { ownerCode, ownerName, ...entry } = entryRow.decode(item);
  return { ...entry, owner: { creditCode: ownerCode, legalName: ownerName } };
}

/** Reads and writes of search, over the table Collateral; all reads are strongly consistent. */
export function searchRows(table: Table) {
  const named = ({ legalName, creditCode }: FoundParty): readonly [Key, Item] => [
    { pk: namePartition(legalName), sk: creditCode },
    nameCodec.encode({ legalName, creditCode }),
  ];
  return {
    /** Entities that bear or bore a name: one as a rule. */
    namedSo: (name: string, request: PageRequest) => table.page({ partition: namePartition(name), ...request }, nameCodec.decode),
    /** Positions on which something is or was registered, by some of `foundBy`, each once on a page. */
    async positionsFound(partitions: readonly string[], request: PageRequest): Promise<Page<PositionName>> {
      const { items, ...rest } = await table.merged({}, partitions, request, placesCodec.decode);
      const places = items.flatMap(({ positions }) => positions);
      return { items: [...new Map(places.map((place) => [`${place.account}#${place.instrument}`, place])).values()], ...rest };
    },
    /** Positions of an account on which something is or was registered, by the member that owns it. */
    positionsOfAccount: (partyId: string, account: string, request: PageRequest) =>
      table.page({ partition: `encumbered#${partyId}`, prefix: `${account}#`, ...request }, placeCodec.decode),
    /** Everything that was ever registered on a position, newest first. */
    entriesFound: (name: PositionName, request: PageRequest & { readonly to?: string }) =>
      table.page({ partition: entriesOf(name), descending: true, ...request }, decodeEntry),
    /** A certificate by its number, without its content. */
    certificate: (number: string) => table.read(certificateKey(number), certificateCodec.decode),
    /** A certificate by its number and the hash of its content, without its content: one of another hash is as absent as an unknown one. */
    genuineCertificate: (number: string, hash: string) => table.read(genuineKey(number, hash), certificateCodec.decode),
    /** A certificate, and the member it was issued to. */
    certificateContent: (number: string) => table.read(contentKey(number), contentCodec.decode),
    /** Certificates of a member, newest first. */
    certificatesOf: (partyId: string, request: PageRequest) =>
      table.page({ partition: certificatesOf(partyId), descending: true, ...request }, certificateCodec.decode),
    /** Puts a new certificate, for good. */
    certificatePut(row: CertificateRow, content: Certificate): WriteFragment<never>[] {
      const { number, partyId, contentSha256, issuedAt } = row;
      const encoded = certificateCodec.encode(row);
      return [
        table.putNew(contentKey(number), contentCodec.encode({ partyId, content }), "stale"),
        table.putNew(certificateKey(number), encoded, "stale"),
        table.put(genuineKey(number, contentSha256), encoded),
        table.put({ pk: certificatesOf(partyId), sk: `${issuedAt}#${number}` }, encoded),
      ];
    },
    /** Puts the name of an entity. Whatever is registered on what it owns is found by it. */
    foundName: (party: FoundParty): WriteFragment<never> => table.put(...named(party)),
    /**
     * The rows by which a registration is found, for the transaction that registers it: then no search misses it. Once a transaction;
     * writing them again writes the same. At most four rows, one for each number, and two a position
     * (three of a right in a unit).
     */
    foundRows({ positions, owner, others, numbers, kind, entryId, at }: Findable): WriteFragment<never>[] {
      const rows = new Map<string, readonly [Key, Item]>();
      const add = (key: Key, item: Item) => rows.set(`${key.pk} ${key.sk}`, [key, item]);
      const alsoOf = others.filter(({ creditCode }) => creditCode !== owner.creditCode);
      // Some other positions make another row: those that are added later do not replace the first ones.
      const ofThese = `${entryId}#${sha256(canonicalJson(positions.map(({ account, instrument }) => [account, instrument]))).slice(0, 16)}`;
      const all = placesCodec.encode({ positions: positions.map(({ account, instrument }) => ({ account, instrument })) });
      for (const party of [owner, ...others]) add(...named(party));
      for (const { creditCode } of alsoOf) add({ pk: foundBy.code(creditCode), sk: `of#${ofThese}` }, all);
      for (const number of numbers) add({ pk: foundBy.number(number), sk: ofThese }, all);
      for (const { account, instrument } of positions) {
        const place = `${account}#${instrument}`;
        const itself = placesCodec.encode({ positions: [{ account, instrument }] });
        const unit = unitOf(instrument);
        add({ pk: foundBy.code(owner.creditCode), sk: place }, itself);
        if (unit !== undefined) add({ pk: foundBy.unit(unit), sk: place }, itself);
        const entry = { kind, entryId, at, ownerCode: owner.creditCode, ownerName: owner.legalName };
        add({ pk: entriesOf({ account, instrument }), sk: `${at}#${entryId}` }, entryRow.encode(entry));
      }
      return [...rows.values()].map(([key, item]) => table.put(key, item));
    },
  };
}
