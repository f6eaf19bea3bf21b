import type { Examples } from "../../shared/http/examples.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { mill, steel, story } from "../story.ts";
import type { cashEndpoints } from "./contract.ts";

const day = "2026-03-02";
const creditedAt = "2026-03-02T00:30:00.000Z";
const lineParams = { day, bookingId: story.bookingId };
const refundParams = { refundId: story.refundId };
const statementParams = { statementId: story.statementId };
const ofMill = { partyId: mill.partyId };
const refund = { amount: "1000.00", toAccount: mill.bankAccount, reason: "asked for by the member" };
const returned = { bankReference: "CCB-20260302-0010", creditedAt };

function receipt({ partyId, bankReference, bookingId, name: payerName, bankAccount: payerAccount }: typeof mill) {
  return {
    body: { partyId, amount: "100000.00", bankReference, creditedAt, payerName, payerAccount },
    response: {
      ...{ bookingId, bankDay: day, bankReference, creditedAt, amount: "100000.00" },
      direction: "in",
      ...{ counterpartyName: payerName, counterpartyAccount: payerAccount, account: `party:${partyId}` },
      state: "booked",
      bookedAt: story.begins,
    },
  } as const;
}

/** Money that came for the paper mill under another name. */
function suspended(counterpartyName: string, bankReference: string, account: string) {
  const line = { amount: "500.00", bankReference, creditedAt };
  const counterpartyAccount = "42050119998";
  return {
    body: { ...ofMill, ...line, payerName: counterpartyName, payerAccount: counterpartyAccount },
    response: {
      ...{ ...line, bookingId: story.bookingId, bankDay: day, counterpartyName, counterpartyAccount, account },
      direction: "in",
      state: "suspense",
      bookedAt: story.afterwards,
    },
  } as const;
}
const position = { account: `party:${mill.partyId}`, available: "92800.00", held: "7200.00" };

/** A statement of one line, as its file is sent. */
const file = Buffer.from(
  [
    "bankReference,creditedAt,direction,amount,counterpartyName,counterpartyAccount,purpose",
    `CCB-20260302-0003,2026-03-02 09:15:00,in,5000.00,${mill.name},${mill.bankAccount},deposit`,
    "",
  ].join("\n"),
).toString("base64");

/** Examples of cash: the two enterprises pay in, and what else happens to money. */
export const cashExamples: Examples<typeof cashEndpoints> = {
  bookReceipt: {
    mill: { by: "operator", summary: "Money of the paper mill", ...receipt(mill) },
    steel: { by: "operator", summary: "Money of the steelworks", ...receipt(steel) },
    holding: {
      by: "operator",
      summary: "Money for the paper mill by another payer, which waits in suspense",
      ...suspended("Jianghan Holding", "CCB-20260302-0004", "suspense:11"),
    },
    stranger: { by: "operator", summary: "Money of an unknown payer", ...suspended("Wuhan Trading", "CCB-20260302-0005", "suspense:3") },
  },
  assignLine: {
    operator: {
      summary: "Money in suspense is the paper mill's",
      params: lineParams,
      body: { ...ofMill, reason: "paid by its holding", documentNumber: "EZ-2026-31" },
    },
  },
  returnLine: { operator: { summary: "Money of an unknown payer goes back", params: lineParams, body: { reason: "unknown payer" } } },
  bookHousePayOut: {
    operator: {
      summary: "Proceeds go to the treasury",
      params: { house: "treasury" },
      body: {
        ...{ amount: "17560.00", bankReference: "CCB-20260302-0011", creditedAt },
        ...{ payeeName: "Treasury of Ezhou", payeeAccount: "42050119999" },
      },
    },
  },
  listBookings: { operator: { summary: "Bank lines of the paper mill", query: ofMill, response: { items: [receipt(mill).response] } } },
  listBankLines: {
    operator: {
      summary: "Every line of the day",
      params: { day },
      response: { items: [receipt(mill).response, receipt(steel).response], nextCursor: "WyIyMDI2LTAzLTAyIl0" },
    },
  },
  orderRefund: {
    operator: {
      summary: "Money that the paper mill does not need goes back",
      body: { ...ofMill, ...refund },
      response: {
        ...{ refundId: story.refundId, account: `party:${mill.partyId}`, ...refund, toName: mill.name },
        ...{ state: "ordered", orderedAt: story.afterwards, changedAt: story.afterwards },
      },
    },
  },
  bookPayOut: {
    operator: { summary: "The refund left the bank", params: refundParams, body: { bankReference: "CCB-20260302-0012", creditedAt } },
  },
  failRefund: { operator: { summary: "The bank did not send it", params: refundParams, body: { reason: "account closed" } } },
  bookReturnedRefund: {
    operator: { summary: "The refund came back", params: refundParams, body: { ...returned, reason: "account closed" } },
  },
  readRefund: { operator: { summary: "The refund as the bank left it", params: refundParams } },
  listRefunds: { operator: { summary: "Refunds of the paper mill", query: ofMill } },
  listOrigins: { operator: { summary: "Accounts that the paper mill's money came from", query: ofMill } },
  readOwnCash: {
    mill: {
      summary: "Cash of the paper mill, its deposit held",
      response: position,
    },
  },
  readMemberCash: { operator: { summary: "Cash of the paper mill", params: ofMill, response: position } },
  readHouseCash: { operator: { summary: "Proceeds of sales", params: { house: "treasury" } } },
  closeBankDay: { operator: { summary: "The day adds up to the bank's balance", params: { day }, body: { closingBalance: "188440.00" } } },
  reopenBankDay: { operator: { summary: "A line came late", params: { day }, body: { reason: "line of 2 March came late" } } },
  readBankDay: {
    operator: {
      summary: "The day before it is closed",
      params: { day },
      response: {
        state: "open",
        ...{ day, openingBalance: "0.00", linesIn: "200000.00", linesOut: "0.00", lines: 2 },
        ...{ expectedBalance: "200000.00", inSuspense: "0.00" },
      },
    },
  },
  listDayDefaults: { operator: { summary: "Defaults that rest on the day", params: { day } } },
  importBankStatement: {
    operator: {
      summary: "A statement of one line",
      body: { file },
      response: {
        ...{ ...statementParams, state: "accepted", lines: 1, errors: 0 },
        ...{ sha256: sha256(Buffer.from(file, "base64")), importedAt: story.afterwards },
      },
    },
  },
  readBankStatement: { operator: { summary: "The imported statement", params: statementParams } },
  listBankStatementErrors: { operator: { summary: "What is wrong with it", params: statementParams } },
  listBankStatementLines: { operator: { summary: "Its lines", params: statementParams } },
};
