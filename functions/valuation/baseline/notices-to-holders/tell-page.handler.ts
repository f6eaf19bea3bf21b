import { messageHandler } from "../../../../shared/streams/functions.ts";
import { valuation } from "../../deployment.ts";
import { tellPorts } from "./ports.ts";
import { tellPage } from "./tell-page.ts";

/** Queue `baseline-notices`: tells a page of holders and banks of a new price, per message. */
export const handler = messageHandler(valuation.functions["valuation-tell-page"], (granted) => {
  const ports = tellPorts(granted);
  return (page) => tellPage(ports, page);
});
