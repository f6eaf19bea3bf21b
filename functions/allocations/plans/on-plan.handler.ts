import { factsHandler } from "../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../shared/streams/queues.ts";
import type { PlanPage } from "../contract.ts";
import { allocations } from "../deployment.ts";

/** A plan was published, decided or withdrawn: asks for the first page of its lines. */
export const handler = factsHandler(allocations.functions["allocations-on-plan"], ({ queues }) => {
  const pages = openQueue<PlanPage>(queueClient(), queues["allocation-pages"]);
  const begin =
    (step: PlanPage["step"]) =>
    ({ data }: { readonly data: { readonly planId: string } }) =>
      pages.send([{ planId: data.planId, step }]);
  return {
    "allocation-plan-published": begin("publish"),
    "allocation-plan-approved": begin("distribute"),
    "allocation-plan-rejected": begin("drop"),
    "allocation-plan-withdrawn": begin("drop"),
  };
});
