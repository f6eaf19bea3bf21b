import { confirmIncomePayment } from "./confirm-income-payment.ts";
import { closeIncomeStream, decideIncomeStream } from "./decide-income-stream.ts";
import { fileIncomeStream, withdrawIncomeStream } from "./file-income-stream.ts";
import { listIncomePayments, listIncomeStreams, readIncomeStream } from "./read-income.ts";

/** The use cases of income, by operation. */
export const incomeUseCases = {
  fileIncomeStream,
  decideIncomeStream,
  withdrawIncomeStream,
  closeIncomeStream,
  listIncomeStreams,
  readIncomeStream,
  confirmIncomePayment,
  listIncomePayments,
};
