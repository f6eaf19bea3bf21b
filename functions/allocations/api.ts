import { defineApi } from "../../shared/http/api.ts";
import { allocations } from "./deployment.ts";
import { bookFeeCertificate, listFeeCertificates } from "./payments/certificates.ts";
import { payAllocation } from "./payments/pay.ts";
import { listAllAllocationDues, listAllocationDues } from "./payments/read-dues.ts";
import { reverseFeeCertificate } from "./payments/reverse-certificate.ts";
import { answerObjection } from "./plans/answer-objection.ts";
import { decideAllocationPlan } from "./plans/decide-plan.ts";
import { draftAllocationPlan } from "./plans/draft-plan.ts";
import { objectToAllocation } from "./plans/object.ts";
import { publishAllocationPlan } from "./plans/publish-plan.ts";
import { putAllocationLines } from "./plans/put-lines.ts";
import {
  listAllocationLines,
  listAllocationPlans,
  listAllocations,
  listAreaPlanLines,
  listAreaPlans,
  listObjections,
  readAllocation,
  readAllocationPlan,
  readAreaPlan,
} from "./plans/read-plans.ts";
import { removeAllocationLine } from "./plans/remove-line.ts";
import { withdrawAllocationPlan } from "./plans/withdraw-plan.ts";
import { allocationsPorts } from "./ports.ts";
import { allocationsProblems } from "./problems.ts";
import { publishRateTable } from "./rates/publish-rates.ts";
import { listRateTables, listRateVersions } from "./rates/read-rates.ts";

/** The API of allocations. */
export const api = defineApi(allocations.functions["allocations-api"], allocationsProblems, allocationsPorts, {
  publishRateTable,
  listRateTables,
  listRateVersions,
  draftAllocationPlan,
  putAllocationLines,
  removeAllocationLine,
  publishAllocationPlan,
  objectToAllocation,
  answerObjection,
  decideAllocationPlan,
  withdrawAllocationPlan,
  listAllocationPlans,
  readAllocationPlan,
  listAllocationLines,
  listObjections,
  listAreaPlans,
  readAreaPlan,
  listAreaPlanLines,
  listAllocations,
  readAllocation,
  payAllocation,
  bookFeeCertificate,
  reverseFeeCertificate,
  listFeeCertificates,
  listAllocationDues,
  listAllAllocationDues,
});
