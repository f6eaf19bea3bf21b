import { messageHandler } from "../../../shared/streams/functions.ts";
import { compliance } from "../deployment.ts";
import { pagePorts } from "../ports.ts";
import { doPage } from "./pages.ts";

/** Queue `compliance-pages`: a page of obligations per message. */
export const handler = messageHandler(compliance.functions["compliance-page"], (granted) => {
  const ports = pagePorts(granted);
  return (page) => doPage(ports, page);
});
