import { incomeInstrument } from "./income-kinds.ts";
import type { IncomePayment, IncomeStream } from "./rows.ts";

/** A stream as facts state it. */
export function streamStatedOf(row: IncomeStream) {
  const { streamId, kind, name, partyId, partyName, creditCode, area, payerName, payerCode, payerId, basisDocument, basisSha256 } = row;
  return {
    ...{ streamId, instrument: incomeInstrument(row), kind, name, partyId, partyName, creditCode, area, payerName, payerCode },
    ...(payerId !== undefined && { payerId }),
    ...{ basisDocument, basisSha256, from: row.from, until: row.until },
  };
}

/** A stream as the API returns it. */
export function streamView(row: IncomeStream) {
  const { state, filedAt, decidedAt, documentNumber, reason, closedAt } = row;
  return {
    ...{ ...streamStatedOf(row), state, filedAt },
    ...(decidedAt !== undefined && { decidedAt }),
    ...(documentNumber !== undefined && { documentNumber }),
    ...(reason !== undefined && { reason }),
    ...(closedAt !== undefined && { closedAt }),
  };
}

/** A confirmed payment as facts state it. */
export function paymentStatedOf(row: IncomePayment, { name: streamName, payerName }: Pick<IncomeStream, "name" | "payerName">) {
  const { streamId, pledgeId, accountName, accountNumber, accountBank, confirmedBy, documentNumber, documentSha256 } = row;
  return {
    ...{ streamId, streamName, payerName, pledgeId, accountName, accountNumber, accountBank, confirmedBy },
    ...(documentNumber !== undefined && { documentNumber }),
    ...(documentSha256 !== undefined && { documentSha256 }),
  };
}

/** A confirmed payment as the API returns it. */
export function paymentView(row: IncomePayment, stream: Pick<IncomeStream, "name" | "payerName">) {
  return { ...paymentStatedOf(row, stream), confirmedAt: row.confirmedAt };
}
