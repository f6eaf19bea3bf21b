import { messageHandler } from "../../../shared/streams/functions.ts";
import { exportsFunctions } from "./deployment.ts";
import { exportJobPorts } from "./job-ports.ts";
import { takeStep } from "./take-step.ts";

/** Queue `record-exports`: a step of an export per message. */
export const handler = messageHandler(exportsFunctions["records-export"], (granted) => {
  const ports = exportJobPorts(granted);
  return (step) => takeStep(ports, step);
});
