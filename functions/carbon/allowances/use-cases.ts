import { admitNewEntrant } from "./allocations/admit-entrant.ts";
import { allocateAllowances } from "./allocations/allocate.ts";
import { answerAllowanceObjection } from "./allocations/answer-objection.ts";
import { carryOverAllowances } from "./allocations/carry-over.ts";
import { objectToAllowances } from "./allocations/object.ts";
import { listAllowances, readAllowance } from "./allocations/read-allocations.ts";
import { decideAllowancePlan } from "./plans/decide-plan.ts";
import { draftAllowancePlan } from "./plans/draft-plan.ts";
import { putAllowanceLines } from "./plans/put-lines.ts";
import { listAllowanceLines, listAllowancePlans, readAllowancePlan } from "./plans/read-plans.ts";
import { decideStatementDifference } from "./statements/decide-difference.ts";
import { listAllowanceStatements, readAllowanceStatement } from "./statements/read-statements.ts";
import { recordAllowanceStatement } from "./statements/record-statement.ts";

/** The use cases of allocation of allowances, by operation. */
export const allowancesUseCases = {
  draftAllowancePlan,
  putAllowanceLines,
  decideAllowancePlan,
  listAllowancePlans,
  readAllowancePlan,
  listAllowanceLines,
  admitNewEntrant,
  allocateAllowances,
  carryOverAllowances,
  objectToAllowances,
  answerAllowanceObjection,
  listAllowances,
  readAllowance,
  recordAllowanceStatement,
  decideStatementDifference,
  listAllowanceStatements,
  readAllowanceStatement,
};
