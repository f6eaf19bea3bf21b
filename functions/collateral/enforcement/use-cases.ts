import { beginEnforcement } from "./begin-enforcement.ts";
import { completeTakeOver } from "./complete-take-over.ts";
import { agreeToTakeOver, proposeTakeOver } from "./propose-take-over.ts";
import { listEnforcements, readEnforcement } from "./read-enforcements.ts";
import { releaseHeldProceeds } from "./release-held-proceeds.ts";
import { withdrawEnforcement } from "./withdraw-enforcement.ts";

/** The use cases of enforcement, by operation. */
export const enforcementUseCases = {
  beginEnforcement,
  withdrawEnforcement,
  proposeTakeOver,
  agreeToTakeOver,
  completeTakeOver,
  releaseHeldProceeds,
  readEnforcement,
  listEnforcements,
};
