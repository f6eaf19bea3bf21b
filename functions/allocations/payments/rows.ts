import * as z from "zod";
import { tonnes as tonnesIn } from "../../../shared/kernel/schemas.ts";
import type { Key } from "../../../shared/store/client.ts";
import { integer, json, money, oneOf, optional, type RowOf, rowCodec, text } from "../../../shared/store/codec.ts";
import { allocationsLifecycles } from "../lifecycles.ts";
import { paymentModes } from "../vocabulary.ts";

const certificateFields = {
  /** The tax office's number; it is booked once, whatever becomes of it. */
  certificateNumber: text,
  allocationId: text,
  issuedOn: text,
  amount: money,
  /** The instalments that it paid. */
  instalments: json((value): readonly number[] => z.array(z.int()).parse(value)),
  state: oneOf(...allocationsLifecycles.certificate.states),
  bookedAt: text,
  reversedAt: optional(text),
  reason: optional(text),
  version: integer,
};
/** A certificate of the tax office that pays instalments. */
export type Certificate = RowOf<typeof certificateFields>;
/** Rows of certificates. */
export const certificateCodec = rowCodec(certificateFields);
/** Key of a certificate. */
export function certificateKey(certificateNumber: string): Key {
  return { pk: `certificate#${certificateNumber}`, sk: "certificate" };
}

const pollutantTonnes = z.object({ pollutant: z.string(), tonnes: tonnesIn });

const nextDueFields = {
  allocationId: text,
  planId: text,
  planTitle: text,
  planDocument: text,
  partyId: text,
  partyName: text,
  creditCode: text,
  siteId: text,
  siteName: text,
  siteArea: text,
  licenceNumber: text,
  paymentMode: oneOf(...paymentModes),
  number: integer,
  amount: money,
  payBy: text,
  state: oneOf(...allocationsLifecycles.instalment.states),
  unsecured: json((value): readonly z.output<typeof pollutantTonnes>[] => z.array(pollutantTonnes).parse(value)),
};
/** The earliest unpaid instalment of an allocation, for the lists of what is due. */
export type NextDue = RowOf<typeof nextDueFields>;
/** Rows of these. */
export const nextDueCodec = rowCodec(nextDueFields);
/** Key of the earliest unpaid instalment of an allocation. */
export function nextDueKey(allocationId: string): Key {
  return { pk: `next-due#${allocationId}`, sk: "next-due" };
}
