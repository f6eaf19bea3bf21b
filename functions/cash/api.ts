import { defineApi } from "../../shared/http/api.ts";
import { bookHousePayOut, bookPayOut, bookReceipt } from "./book-line.ts";
import { cash } from "./deployment.ts";
import { cashPorts } from "./ports.ts";
import { cashProblems } from "./problems.ts";
import { listBookings, readHouseCash, readMemberCash, readOwnCash } from "./read-cash.ts";

/** The API of cash. */
export const api = defineApi(cash.functions["cash-api"], cashProblems, cashPorts, {
  bookReceipt,
  bookPayOut,
  bookHousePayOut,
  readOwnCash,
  readMemberCash,
  readHouseCash,
  listBookings,
});
