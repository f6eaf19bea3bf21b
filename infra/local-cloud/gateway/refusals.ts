import type { ServiceError } from "./context.ts";
import type { DynamoRequest } from "./dynamo-request.ts";
import type { InjectedFault } from "./faults.ts";

const throughput = "Throughput exceeds the current capacity of your table or index.";
const conflict = "Transaction is ongoing for the item";
const transactional = /^(TransactWriteItems|TransactGetItems|ExecuteTransaction)$/;
const singleWrite = /^(PutItem|UpdateItem|DeleteItem)$/;

/** How DynamoDB refuses a request that these faults matched; undefined when none of them refuses it. */
export function dynamoRefusal(matched: readonly InjectedFault[], operation: string, request: DynamoRequest): ServiceError | undefined {
  for (const { fault, resource } of matched) {
    if (fault === "throttle-request") return { name: "ProvisionedThroughputExceededException", message: throughput };
    if (fault === "throttle") {
      if (transactional.test(operation)) return cancelled("ThrottlingError", throughput, request, resource);
      return { name: "ProvisionedThroughputExceededException", message: throughput };
    }
    if (fault === "transaction-conflict") {
      if (transactional.test(operation)) return cancelled("TransactionConflict", conflict, request, resource);
      if (singleWrite.test(operation)) return { name: "TransactionConflictException", message: conflict };
    }
  }
  return undefined;
}

/** A cancelled transaction: one reason per item, `None` for items of other tables than the one the rule names. */
function cancelled(code: string, message: string, { transactionTables = [""] }: DynamoRequest, resource: string | undefined): ServiceError {
  const reasons = transactionTables.map((table) =>
    resource === undefined || table === resource ? { Code: code, Message: message } : { Code: "None" },
  );
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return {
    name: "TransactionCanceledException",
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    members: { CancellationReasons: reasons },
  };
}
