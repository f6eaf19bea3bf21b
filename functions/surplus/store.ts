import { listingIndex, secondListingIndex } from "../../shared/deployment/indexes.ts";
import type { Key, PageRequest } from "../../shared/store/client.ts";
import { decimalText, integer, money, oneOf, optional, type RowOf, rowCodec, text, texts, tonnes } from "../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../shared/store/indexes.ts";
import type { Table } from "../../shared/store/table.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import { payers, recoveryBlocks, recoveryGrounds } from "./shapes.ts";

const holderFields = {
  ...{ partyId: text, partyName: text, creditCode: text, siteId: text, siteName: text, licenceNumber: text, area: text },
};
const permitFields = { instrument: text, pollutant: text, pool: text, poolArea: text, firstMonth: text, lastMonth: text };

const certificateFields = {
  certificateId: text,
  ...holderFields,
  ...permitFields,
  kind: text,
  measure: text,
  tonnes,
  /** Certified tonnes that are not stored. */
  openTonnes: tonnes,
  startMonth: text,
  paidBy: oneOf(...payers),
  documentNumber: text,
  state: oneOf(...surplusLifecycles.certificate.states),
  reason: optional(text),
  certifiedAt: text,
  version: integer,
};
/** A certified reduction. */
export type Certificate = RowOf<typeof certificateFields>;
const certificateCodec = rowCodec(certificateFields);

const storageFields = {
  storageId: text,
  certificateId: text,
  ...holderFields,
  ...permitFields,
  tonnes,
  remainingTonnes: tonnes,
  state: oneOf(...surplusLifecycles.storage.states),
  reason: optional(text),
  documentNumber: optional(text),
  storedAt: text,
  endedAt: optional(text),
  version: integer,
};
/** Surplus in storage; the hold of its tonnes has the same id. */
export type Storage = RowOf<typeof storageFields>;
/** Rows of stored surplus. */
export const storageCodec = rowCodec(storageFields);

const coverageFields = { siteId: text, instrument: text, tonnes, version: integer };
/** What the certificates of a site cover of one permit and is not stored. Every certificate and storage changes it, so they happen in turn. */
export type Coverage = RowOf<typeof coverageFields>;
const coverageCodec = rowCodec(coverageFields);

const priceFields = {
  pool: text,
  pollutant: text,
  poolArea: text,
  version: integer,
  priceCnyPerTonneYear: decimalText,
  source: text,
  documentNumber: text,
  publishedAt: text,
};
/** A version of a buy-back price. */
export type Price = RowOf<typeof priceFields>;
const priceCodec = rowCodec(priceFields);

const recoveryFields = {
  recoveryId: text,
  ...holderFields,
  ground: oneOf(...recoveryGrounds),
  reason: text,
  documentNumber: text,
  paidPermits: texts,
  cutInstrument: optional(text),
  cutTonnes: optional(tonnes),
  recoveredTonnes: tonnes,
  paidCny: money,
  state: oneOf(...surplusLifecycles.recovery.states),
  blocked: optional(oneOf(...recoveryBlocks)),
  orderedAt: text,
  completedAt: optional(text),
  version: integer,
};
/** A recovery of a site's permits. */
export type Recovery = RowOf<typeof recoveryFields>;
const recoveryCodec = rowCodec(recoveryFields);
const openCodec = rowCodec({ recoveryId: text });

/** A pollutant in a pool. */
type PoolPollutant = Pick<Price, "pool" | "pollutant">;

function certificateKey(certificateId: string): Key {
  return { pk: `certificate#${certificateId}`, sk: "certificate" };
}
function storageKey(storageId: string): Key {
  return { pk: `storage#${storageId}`, sk: "storage" };
}
function coverageKey({ siteId, instrument }: Pick<Coverage, "siteId" | "instrument">): Key {
  return { pk: `coverage#${siteId}`, sk: instrument };
}
function pricesOf({ pool, pollutant }: PoolPollutant): string {
  return `prices#${pool}#${pollutant}`;
}
/** Key of a recovery. */
export function recoveryKey(recoveryId: string): Key {
  return { pk: `recovery#${recoveryId}`, sk: "recovery" };
}
function openRecoveryKey(siteId: string): Key {
  return { pk: `open-recovery#${siteId}`, sk: "open" };
}
/** Kind of due work: recoveries that are not completed. */
export const openRecoveries = "recovery";

type Listed = "certificates" | "storages" | "recoveries";
function listings(what: Listed, { area, partyId }: Pick<Storage, "area" | "partyId">, at: string, id: string) {
  return { ...listedAs(`${what}#${area}`, `${at}#${id}`), ...alsoListedAs(`${what}#${partyId}`, `${at}#${id}`) };
}

/** The table of surplus. */
export type SurplusStore = ReturnType<typeof surplusStore>;

/** Reads and writes of certificates, storages, prices and recoveries. Reads are strongly consistent, except for the lists. */
export function surplusStore(table: Table) {
  const inArea =
    <Row>(what: Listed, decode: Parameters<typeof table.page<Row>>[1]) =>
    (area: string, request: PageRequest) =>
      table.page<Row>({ index: listingIndex, partition: `${what}#${area}`, descending: true, ...request }, decode);
  const ofParty =
    <Row>(what: Listed, decode: Parameters<typeof table.page<Row>>[1]) =>
    (partyId: string, request: PageRequest) =>
      table.page<Row>({ index: secondListingIndex, partition: `${what}#${partyId}`, descending: true, ...request }, decode);
  const prices = (of: PoolPollutant, request: PageRequest) =>
    table.page({ partition: pricesOf(of), prefix: "price#", descending: true, ...request }, priceCodec.decode);
  return {
    ...table,
    /** A certificate. */
    certificate: (certificateId: string) => table.read(certificateKey(certificateId), certificateCodec.decode),
    /** Certificates of exactly one area, newest first. */
    certificatesIn: inArea("certificates", certificateCodec.decode),
    /** Certificates of a member, newest first. */
    certificatesOf: ofParty("certificates", certificateCodec.decode),
    /** Puts a certificate: a new one (version 1) or its next version. */
    certificatePut: (row: Certificate) =>
      table.putVersion(
        certificateKey(row.certificateId),
        { ...certificateCodec.encode(row), ...listings("certificates", row, row.certifiedAt, row.certificateId) },
        row.version,
      ),
    /** What certificates cover of a site's permit, if any ever did. */
    coverage: (of: Pick<Coverage, "siteId" | "instrument">) => table.read(coverageKey(of), coverageCodec.decode),
    /** Puts the next version of what certificates cover. */
    coveragePut: (row: Coverage) => table.putVersion(coverageKey(row), coverageCodec.encode(row), row.version),
    /** Stored surplus. */
    storage: (storageId: string) => table.read(storageKey(storageId), storageCodec.decode),
    /** Stored surplus of exactly one area, newest first. */
    storagesIn: inArea("storages", storageCodec.decode),
    /** Stored surplus of a member, newest first. */
    storagesOf: ofParty("storages", storageCodec.decode),
    /** Puts stored surplus: new (version 1) or its next version. */
    storagePut: (row: Storage) =>
      table.putVersion(
        storageKey(row.storageId),
        { ...storageCodec.encode(row), ...listings("storages", row, row.storedAt, row.storageId) },
        row.version,
      ),
    /** Buy-back prices of a pollutant in a pool, the standing one first. */
    prices,
    /** The standing price, if one was published. */
    async standingPrice(of: PoolPollutant): Promise<Price | undefined> {
      const { items } = await prices(of, { limit: 1 });
      return items[0];
    },
    /** Puts a new version of a price; `stale` if another was published first. */
    pricePut: (row: Price) =>
      table.putNew({ pk: pricesOf(row), sk: `price#${String(row.version).padStart(8, "0")}` }, priceCodec.encode(row), "stale"),
    /** A recovery. */
    recovery: (key: Key) => table.read(key, recoveryCodec.decode),
    /** Recoveries in exactly one area, newest first. */
    recoveriesIn: inArea("recoveries", recoveryCodec.decode),
    /** Recoveries of a member's permits, newest first. */
    recoveriesOf: ofParty("recoveries", recoveryCodec.decode),
    /** The recovery of a site that is going on. */
    openRecovery: (siteId: string) => table.read(openRecoveryKey(siteId), openCodec.decode),
    /** Puts a recovery: a new one (version 1) or its next version. It is due while it is open. */
    recoveryPut: (row: Recovery) =>
      table.putVersion(
        recoveryKey(row.recoveryId),
        {
          ...recoveryCodec.encode(row),
          ...listings("recoveries", row, row.orderedAt, row.recoveryId),
          ...(row.state === "open" && dueAs(openRecoveries, row.recoveryId, row.orderedAt)),
        },
        row.version,
      ),
    /** Marks a site as being recovered; `stale` if another recovery came first. */
    openRecoveryPut: ({ siteId, recoveryId }: Pick<Recovery, "siteId" | "recoveryId">) =>
      table.putNew(openRecoveryKey(siteId), openCodec.encode({ recoveryId }), "stale"),
    /** Ends the mark. */
    openRecoveryRemove: ({ siteId }: Pick<Recovery, "siteId">) => table.remove(openRecoveryKey(siteId)),
  };
}
