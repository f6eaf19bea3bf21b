import { jobHandler } from "../../shared/streams/functions.ts";
import { permits } from "./deployment.ts";
import { expirePermits } from "./expire-permits.ts";
import { expiryPorts } from "./ports.ts";

/** Every hour: retires permits whose term has ended. */
export const handler = jobHandler(permits.functions["permits-expire"], (granted) => {
  const ports = expiryPorts(granted);
  return () => expirePermits(ports);
});
