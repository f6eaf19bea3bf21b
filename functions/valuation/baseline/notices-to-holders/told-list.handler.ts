import { factsHandler } from "../../../../shared/streams/functions.ts";
import { valuation } from "../../deployment.ts";
import { listHolders, listPledge } from "./list.ts";
import { listPorts } from "./ports.ts";

/** Somebody got what has a baseline price, or a pledge on it: from now on it is told of the price. */
export const handler = factsHandler(valuation.functions["valuation-told-list"], (granted) => {
  const ports = listPorts(granted);
  return { transfer: ({ data }) => listHolders(ports, data), "pledge-registered": ({ data }) => listPledge(ports, data) };
});
