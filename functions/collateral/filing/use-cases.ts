import { filePledge } from "./file-pledge.ts";
import { listOverdueCancellations } from "./read-cancellations.ts";
import { recordDisbursement } from "./record-disbursement.ts";
import { recordRepayment } from "./record-repayment.ts";

/** The use cases of filing, by operation. */
export const filingUseCases = { filePledge, recordDisbursement, recordRepayment, listOverdueCancellations };
