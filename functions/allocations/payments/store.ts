import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { alsoListedAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import type { DuplicateCertificate } from "../problems-payments.ts";
import { type Certificate, certificateCodec, certificateKey, type NextDue, nextDueCodec, nextDueKey } from "./rows.ts";
import { sources } from "./rules.ts";

function duesOf(partyId: string): string {
  return `dues#${partyId}`;
}
function duesIn(area: string): string {
  return `dues-in#${area}`;
}
function certificatesOf(allocationId: string): string {
  return `certificates#${allocationId}`;
}

/** Reads and writes of certificates and of the lists of what is due; lists may lag. */
export function paymentsIn(table: Table) {
  return {
    /** A certificate. */
    certificate: (certificateNumber: string) => table.read(certificateKey(certificateNumber), certificateCodec.decode),
    /** Certificates booked for an allocation, in the order of their booking. */
    certificates: (allocationId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: certificatesOf(allocationId), ...request }, certificateCodec.decode),
    /** Puts a new certificate; a number that was booked before is refused. */
    certificatePut: (certificate: Certificate) =>
      table.putNew<DuplicateCertificate>(certificateKey(certificate.certificateNumber), certificateRow(certificate), {
        code: "duplicate-certificate",
        certificateNumber: certificate.certificateNumber,
        source: sources.certificates,
      }),
    /** Puts the next version of a certificate; `stale` when it has changed since it was read. */
    certificateUpdate: (certificate: Certificate) =>
      table.putVersion(certificateKey(certificate.certificateNumber), certificateRow(certificate), certificate.version),
    /** What a member is to pay next for each of its allocations, the earliest deadline first. */
    duesOf: (partyId: string, request: PageRequest) =>
      table.page({ index: listingIndex, partition: duesOf(partyId), ...request }, nextDueCodec.decode),
    /** What is to be paid next for each allocation to sites in exactly these areas, the earliest deadline first; with `before`, only deadlines before it. */
    duesIn: (areas: readonly string[], before: string | undefined, request: PageRequest) =>
      table.merged(
        { index: secondListingIndex, ...(before !== undefined && { to: before }) },
        areas.map(duesIn),
        request,
        nextDueCodec.decode,
      ),
    /** Lists what is to be paid next for an allocation, in place of what was. */
    nextDuePut: (due: NextDue) => {
      const position = `${due.payBy}#${due.allocationId}`;
      const row = { ...nextDueCodec.encode(due), ...listedAs(duesOf(due.partyId), position) };
      return table.put(nextDueKey(due.allocationId), { ...row, ...alsoListedAs(duesIn(due.siteArea), position) });
    },
    /** Takes an allocation off the lists of what is due. */
    nextDueRemove: (allocationId: string) => table.remove(nextDueKey(allocationId)),
  };
}

function certificateRow(certificate: Certificate) {
  const { allocationId, bookedAt, certificateNumber } = certificate;
  return { ...certificateCodec.encode(certificate), ...listedAs(certificatesOf(allocationId), `${bookedAt}#${certificateNumber}`) };
}
