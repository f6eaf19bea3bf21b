import { factsHandler } from "../../../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../../../shared/streams/queues.ts";
import { valuation } from "../../deployment.ts";
import type { BaselineNoticePage } from "../contract.ts";
import { priceIdOf } from "../store.ts";
import { firstPages } from "./tell-page.ts";

/** A baseline price was published or corrected: asks for the first pages of those who are told. */
export const handler = factsHandler(valuation.functions["valuation-tell"], ({ queues }) => {
  const pages = openQueue<BaselineNoticePage>(queueClient(), queues["baseline-notices"]);
  return { "baseline-price-published": ({ data }) => pages.send(firstPages({ priceId: priceIdOf(data), version: data.version })) };
});
