import { messageHandler } from "../../../shared/streams/functions.ts";
import { licences } from "../deployment.ts";
import { comparingPorts } from "../ports.ts";
import { compareStep } from "./compare-import.ts";

/** Queue `licence-comparisons`: one step of the comparison of a file per message. */
export const handler = messageHandler(licences.functions["licences-compare"], (granted) => {
  const ports = comparingPorts(granted);
  return (step) => compareStep(ports, step);
});
