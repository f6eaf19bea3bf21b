import { messageHandler } from "../../../shared/streams/functions.ts";
import { coverageFunctions } from "./deployment.ts";
import { doPage } from "./pages.ts";
import { coveragePorts } from "./ports.ts";

/** Queue `coverage-pages`: a page of positions per message. */
export const handler = messageHandler(coverageFunctions["collateral-coverage-page"], (granted) => {
  const ports = coveragePorts(granted);
  return (page) => doPage(ports, page);
});
