import { agreePledgeChange, refusePledgeChange } from "./agreed/answer-change.ts";
import { proposePledgeChange } from "./agreed/propose-change.ts";
import { listChangesToAnswer, listPledgeChanges, readPledgeChange } from "./agreed/read-changes.ts";
import { amendFiling, listOverdueNameFilings } from "./names/amend-filing.ts";
import { objectToPledge } from "./objections/object.ts";
import {
  dismissPledgeObjection,
  listOwnPledgeObjections,
  listPledgeObjections,
  notifyPledgeObjection,
  provePledgeSuit,
  readPledgeObjection,
  withdrawPledgeObjection,
} from "./objections/pursue.ts";
import { revokePledge } from "./objections/revoke-pledge.ts";

/** The use cases of changes, by operation. */
export const changesUseCases = {
  proposePledgeChange,
  agreePledgeChange,
  refusePledgeChange,
  readPledgeChange,
  listPledgeChanges,
  listChangesToAnswer,
  amendFiling,
  listOverdueNameFilings,
  objectToPledge,
  notifyPledgeObjection,
  provePledgeSuit,
  withdrawPledgeObjection,
  dismissPledgeObjection,
  revokePledge,
  readPledgeObjection,
  listPledgeObjections,
  listOwnPledgeObjections,
};
