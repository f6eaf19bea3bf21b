import { messageHandler } from "../../../../shared/streams/functions.ts";
import { carbon } from "../../deployment.ts";
import { allowancePagePorts } from "../ports.ts";
import { doAllowancePage } from "./plan-page.ts";

/** Queue `allowance-pages`: tells one page of a plan's entities what they get, or issues it, per message. */
export const handler = messageHandler(carbon.functions["carbon-allowance-pages"], (granted) => {
  const ports = allowancePagePorts(granted);
  return (page) => doAllowancePage(ports, page);
});
