import { factsHandler } from "../../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../../shared/streams/queues.ts";
import { carbon } from "../../deployment.ts";
import type { AllowancePage } from "../contract.ts";

/** A plan was published, or its pre-allocation begun: asks for the first page of its entities. */
export const handler = factsHandler(carbon.functions["carbon-on-allowance-plan"], ({ queues }) => {
  const pages = openQueue<AllowancePage>(queueClient(), queues["allowance-pages"]);
  const begin =
    (step: AllowancePage["step"]) =>
    ({ data }: { readonly data: { readonly planId: string } }) =>
      pages.send([{ planId: data.planId, step }]);
  return { "allowance-plan-published": begin("announce"), "allowance-pre-allocation-begun": begin("pre-allocate") };
});
