import { listingIndex, secondListingIndex } from "../../../../shared/deployment/indexes.ts";
import { type Key, keyOf, type PageRequest } from "../../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../../shared/store/indexes.ts";
import type { Table } from "../../../../shared/store/table.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { type Consent, type ConsentRequest, consentCodec, requestCodec } from "./rows.ts";

function consentKey(consentId: string): Key {
  return { pk: `consent#${consentId}`, sk: "consent" };
}
function requestKey(requestId: string): Key {
  return { pk: `consent-request#${requestId}`, sk: "request" };
}

/** Reads and writes of consents and of requests for them. Reads are strongly consistent, except for the lists. */
export function consentRows(table: Table) {
  return {
    /** A consent. */
    consent: (consentId: string) => table.read(consentKey(consentId), consentCodec.decode),
    /** Consents of a firm, newest first. */
    consentsOfFirm: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `consents#${partyId}`, descending: true, ...request }, consentCodec.decode),
    /** Consents to a bank, newest first. */
    consentsToBank: (partyId: string, request: PageRequest) =>
      table.page({ index: secondListingIndex, partition: `consents#${partyId}`, descending: true, ...request }, consentCodec.decode),
    /** Puts a consent's next version. */
    consentPut: (row: Consent) => {
      const order = `${row.grantedAt}#${row.consentId}`;
      const lists = { ...listedAs(`consents#${row.partyId}`, order), ...alsoListedAs(`consents#${row.bankId}`, order) };
      return table.putVersion(consentKey(row.consentId), { ...consentCodec.encode(row), ...lists }, row.version);
    },
    /** The check, in the transaction that records a reading, that the consent stands as it was read: of a revocation and a reading at the same
     * time the later one sees the other. `stale` if it changed. */
    consentStands: ({ consentId, version }: Pick<Consent, "consentId" | "version">): WriteFragment<never> => ({
      write: {
        ConditionCheck: {
          TableName: table.name,
          Key: keyOf(consentKey(consentId)),
          ConditionExpression: "#version = :version",
          ExpressionAttributeNames: { "#version": "version" },
          ExpressionAttributeValues: { ":version": { N: String(version) } },
        },
      },
      failure: "stale",
    }),
    /** A request for a consent. */
    consentRequest: (requestId: string) => table.read(requestKey(requestId), requestCodec.decode),
    /** Requests to a firm, newest first. */
    consentRequestsToFirm: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: `consent-requests#${partyId}`, descending: true, ...request }, requestCodec.decode),
    /** Requests of a bank, newest first. */
    consentRequestsOfBank: (partyId: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `consent-requests#${partyId}`, descending: true, ...request },
        requestCodec.decode,
      ),
    /** Puts a request's next version. */
    consentRequestPut: (row: ConsentRequest) => {
      const order = `${row.requestedAt}#${row.requestId}`;
      const lists = { ...listedAs(`consent-requests#${row.partyId}`, order), ...alsoListedAs(`consent-requests#${row.bankId}`, order) };
      return table.putVersion(requestKey(row.requestId), { ...requestCodec.encode(row), ...lists }, row.version);
    },
  };
}
