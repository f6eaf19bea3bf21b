import { defineApi } from "../../shared/http/api.ts";
import { liftExclusion, recordExclusion, reinstateParty, suspendParty } from "./change-party.ts";
import { decideDispute } from "./claims/decide-dispute.ts";
import { disputeCreditCode, disputeLicence } from "./claims/open-dispute.ts";
import { listDisputes, readDispute } from "./claims/read-disputes.ts";
import { decideAdmission } from "./decide-admission.ts";
import { declareAssociates } from "./declare-associates.ts";
import { parties } from "./deployment.ts";
import { applyForLicenceRenewal } from "./licences/apply-for-renewal.ts";
import { decideLicenceRenewal } from "./licences/decide-renewal.ts";
import { listLicenceChanges, recordLicenceChange } from "./licences/record-licence-change.ts";
import { listNames, searchNames } from "./names/read-names.ts";
import { renameParty } from "./names/rename-party.ts";
import { acceptInvitation, declineInvitation, listOwnInvitations } from "./people/answer-invitation.ts";
import { invitePerson } from "./people/invite-person.ts";
import { changePerson, leaveParty, listInvitations, listPeople, removePerson, revokeInvitation } from "./people/manage-people.ts";
import { listPartyPeople, replaceRepresentative } from "./people/replace-representative.ts";
import { switchSecondPersonOff, switchSecondPersonOn } from "./people/switch-second-person.ts";
import { partiesPorts } from "./ports.ts";
import { partiesProblems } from "./problems.ts";
import { listAreas, listParties, readOwnParty, readParty } from "./read-parties.ts";
import { registerParty } from "./register-party.ts";
import { changeSite } from "./sites/change-site.ts";
import { confirmSite } from "./sites/confirm-site.ts";
import { listSites, readSite } from "./sites/read-sites.ts";
import { registerSite } from "./sites/register-site.ts";

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
  switchSecondPersonOn,
  switchSecondPersonOff,
  invitePerson,
  listInvitations,
  revokeInvitation,
  listOwnInvitations,
  acceptInvitation,
  declineInvitation,
  listPeople,
  changePerson,
  removePerson,
  leaveParty,
  listPartyPeople,
  replaceRepresentative,
  searchNames,
  listNames,
  renameParty,
  disputeCreditCode,
  disputeLicence,
  listDisputes,
  readDispute,
  decideDispute,
  registerSite,
  changeSite,
  confirmSite,
  readSite,
  listSites,
  applyForLicenceRenewal,
  decideLicenceRenewal,
  recordLicenceChange,
  listLicenceChanges,
});
