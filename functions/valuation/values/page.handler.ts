import { messageHandler } from "../../../shared/streams/functions.ts";
import { valuesFunctions } from "./deployment.ts";
import { pagePorts } from "./ports.ts";
import { revaluePage } from "./revalue-page.ts";

/** Queue `valuation-pages`: a page of positions per message. */
export const handler = messageHandler(valuesFunctions["valuation-page"], (granted) => {
  const ports = pagePorts(granted);
  return (page) => revaluePage(ports, page);
});
