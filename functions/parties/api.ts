import { defineApi } from "../../shared/http/api.ts";
import { addPerson } from "./add-person.ts";
import { decideAdmission, liftExclusion, recordExclusion, reinstateParty, suspendParty } from "./change-party.ts";
import { declareAssociates } from "./declare-associates.ts";
import { parties } from "./deployment.ts";
import { partiesPorts } from "./ports.ts";
import { partiesProblems } from "./problems.ts";
import { listAreas, listParties, listSites, readOwnParty, readParty } from "./read-parties.ts";
import { registerParty } from "./register-party.ts";
import { registerSite } from "./register-site.ts";
import { switchSecondPersonOff, switchSecondPersonOn } from "./switch-second-person.ts";

/** The API of parties. */
export const api = defineApi(parties.functions["parties-api"], partiesProblems, partiesPorts, {
  listAreas,
  registerParty,
  readOwnParty,
  listParties,
  readParty,
  decideAdmission,
  suspendParty,
  reinstateParty,
  recordExclusion,
  liftExclusion,
  declareAssociates,
  addPerson,
  switchSecondPersonOn,
  switchSecondPersonOff,
  registerSite,
  listSites,
});
