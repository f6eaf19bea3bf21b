import { defineApi } from "../../shared/http/api.ts";
import { closeBankDay } from "./days/close-day.ts";
import { listBankDays, listBankLines, listDayDefaults, readBankDay } from "./days/read-days.ts";
import { reopenBankDay } from "./days/reopen-day.ts";
import { cash } from "./deployment.ts";
import { assignLine } from "./lines/assign-line.ts";
import { bookHousePayOut } from "./lines/book-house-pay-out.ts";
import { bookReceipt } from "./lines/book-receipt.ts";
import { cashPorts } from "./ports.ts";
import { cashProblems } from "./problems.ts";
import {
  listBookings,
  listOrigins,
  listRefunds,
  listSuspense,
  readHouseCash,
  readMemberCash,
  readOwnCash,
  readRefund,
} from "./read-cash.ts";
import { bookPayOut, bookReturnedRefund, failRefund } from "./refunds/finish-refund.ts";
import { orderRefund, returnLine } from "./refunds/order-refund.ts";
import { importBankStatement } from "./statements/import-statement.ts";
import { listBankStatementErrors, listBankStatementLines, readBankStatement } from "./statements/read-statements.ts";

/** The API of cash. */
export const api = defineApi(cash.functions["cash-api"], cashProblems, cashPorts, {
  bookReceipt,
  assignLine,
  returnLine,
  bookHousePayOut,
  listBookings,
  listSuspense,
  listBankLines,
  orderRefund,
  bookPayOut,
  failRefund,
  bookReturnedRefund,
  readRefund,
  listRefunds,
  listOrigins,
  readOwnCash,
  readMemberCash,
  readHouseCash,
  closeBankDay,
  reopenBankDay,
  readBankDay,
  listBankDays,
  listDayDefaults,
  importBankStatement,
  readBankStatement,
  listBankStatementErrors,
  listBankStatementLines,
});
