import { factsHandler } from "../../../shared/streams/functions.ts";
import { valuesFunctions } from "./deployment.ts";
import { hearBaselinePrice } from "./hear-price.ts";
import { pricePorts } from "./ports.ts";

/** A baseline price was published: asks for the positions that it counts for. */
export const handler = factsHandler(valuesFunctions["valuation-on-price"], (granted) => {
  const ports = pricePorts(granted);
  return { "baseline-price-published": (fact) => hearBaselinePrice(ports, fact) };
});
