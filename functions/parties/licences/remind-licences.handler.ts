import { jobHandler } from "../../../shared/streams/functions.ts";
import { parties } from "../deployment.ts";
import { reminderPorts } from "../ports.ts";
import { remindLicences } from "./remind-licences.ts";

/** Every hour: reminds holders of licences whose renewal has to be applied for. */
export const handler = jobHandler(parties.functions["parties-remind-licences"], (granted) => {
  const ports = reminderPorts(granted);
  return () => remindLicences(ports);
});
