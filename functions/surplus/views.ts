import type * as z from "zod";
import { formatFen, plain } from "../../shared/kernel/decimal.ts";
import type { surplusEndpoints } from "./contract.ts";
import type { Certificate, Price, Recovery, Storage } from "./store.ts";

type ResponseOf<Name extends keyof typeof surplusEndpoints> = z.input<(typeof surplusEndpoints)[Name]["response"]>;
/** A certificate, as it is shown. */
export type CertificateView = ResponseOf<"readCertificate">;
/** Stored surplus, as it is shown. */
export type StorageView = ResponseOf<"readStorage">;
/** A price, as it is shown. */
export type PriceView = ResponseOf<"publishBuyBackPrice">;
/** A recovery with what it waits for, as it is shown. */
export type WaitingRecoveryView = ResponseOf<"readRecovery">;
/** A buy-back, as it is shown. */
export type BuyBackView = ResponseOf<"buyBackSurplus">;
/** Money put into the fund, as it is shown. */
export type FundingView = ResponseOf<"fundBuyBacks">;

/** A certificate. */
export function certificateView({ version, ...row }: Certificate): CertificateView {
  return { ...row, tonnes: plain(row.tonnes), openTonnes: plain(row.openTonnes) };
}
/** What facts say of a certificate. */
export function certifiedView(row: Certificate) {
  const { openTonnes, state, reason, certifiedAt, ...certified } = certificateView(row);
  return certified;
}
/** Stored surplus. */
export function storageView({ version, ...row }: Storage): StorageView {
  return { ...row, tonnes: plain(row.tonnes), remainingTonnes: plain(row.remainingTonnes) };
}
/** What facts say of stored surplus. */
export function storedView(row: Storage) {
  const { remainingTonnes, state, reason, documentNumber, storedAt, endedAt, ...stored } = storageView(row);
  return stored;
}
/** A buy-back price. */
export function priceView(row: Price): PriceView {
  return { ...row, priceCnyPerTonneYear: plain(row.priceCnyPerTonneYear) };
}
/** What facts say of a recovery. */
export function orderedView(row: Recovery) {
  const { recoveredTonnes, paidCny, state, blocked, orderedAt, completedAt, ...ordered } = recoveryView(row);
  return ordered;
}
/** A recovery. */
export function recoveryView({ version, cutInstrument, cutTonnes, ...row }: Recovery): ResponseOf<"listRecoveries">["items"][number] {
  return {
    ...row,
    paidPermits: [...row.paidPermits],
    recoveredTonnes: plain(row.recoveredTonnes),
    paidCny: formatFen(row.paidCny),
    ...(cutInstrument && cutTonnes && { cut: { instrument: cutInstrument, tonnes: plain(cutTonnes) } }),
  };
}
