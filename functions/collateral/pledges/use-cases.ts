import { cancelPledge } from "./cancel-pledge.ts";
import { checkPledge } from "./check-pledge.ts";
import { confirmPledge, refusePledge } from "./confirm-pledge.ts";
import { draftPledge } from "./draft-pledge.ts";
import { listPledges, readPledge, readRegister } from "./read-pledges.ts";
import { registerPledge } from "./register-pledge.ts";
import { releasePledgePart } from "./release-part.ts";

/** The use cases of pledges, by operation. */
export const pledgesUseCases = {
  checkPledge,
  draftPledge,
  confirmPledge,
  refusePledge,
  registerPledge,
  releasePledgePart,
  cancelPledge,
  readPledge,
  listPledges,
  readRegister,
};
