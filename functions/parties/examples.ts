import type { Examples } from "../../shared/http/examples.ts";
import { auditor, bureau, checker, documentHash, echeng, greenBank, mill, operator, savingsBank, steel, story } from "../story.ts";
import type { partiesEndpoints } from "./contract.ts";

const reason = "documents checked";
const letter = { sha256: documentHash, from: "2026-01-01", until: "2030-12-31" };
const second = { subject: "persona-mill-second", personName: "Ding Ning", letter };
const ofSecond = { subject: second.subject, reason: "left the company" };
const partyParams = { partyId: mill.partyId };
const invitationParams = { invitationId: story.invitationId };
const disputeParams = { partyId: steel.partyId, disputeId: story.disputeId };
const evidence = { reason: "the code is ours since 2012", documentNumber: "91420700MA0000015E (1-1)", documentSha256: documentHash };
const licence = { licenceValidFrom: "2026-01-01", licenceValidUntil: "2030-12-31" };
const particulars = { basin: "yangtze-ezhou", sourceClass: "industrial", thermalPower: false, ...licence } as const;

type Member = Pick<typeof mill, "partyId" | "name" | "creditCode" | "representative">;
type ExampleType = "enterprise" | "bank" | "verifier" | "bureau" | "district" | "operator";

function application({ name, creditCode, representative }: Member, type: ExampleType, area: string) {
  return { name, creditCode, type, area, representative };
}
function registered(member: Member, type: ExampleType, area: string) {
  const standing = type === "operator" ? ("admitted" as const) : ("applied" as const);
  return {
    ...{ partyId: member.partyId, ...application(member, type, area), standing },
    ...{ exclusions: [], secondPersonFor: [], registeredAt: story.begins },
  };
}
function admitted(member: Member) {
  return { ...registered(member, "enterprise", story.district), standing: "admitted" as const, standingReason: "documents checked" };
}
/** A dispute about a number that the steelworks registered. */
function disputeOf(kind: "credit-code" | "licence", number: string, claimantName: string) {
  const { disputeId } = disputeParams;
  return {
    ...{ disputeId, kind, number, partyId: steel.partyId, claimantName, ...evidence },
    openedAt: story.nextDay,
    state: "open" as const,
  };
}
function siteOf({ siteId, partyId, licenceNumber }: typeof mill, state: "unconfirmed" | "confirmed") {
  return {
    ...{ siteId, partyId, name: "Works 1", licenceNumber, area: story.district, ...particulars, state, registeredAt: story.begins },
    ...(state === "confirmed" && { confirmedAt: story.begins }),
    licenceInForce: state === "confirmed",
  };
}
function registration(owner: typeof mill) {
  const { licenceNumber } = owner;
  return { body: { name: "Works 1", licenceNumber, area: story.district, ...particulars }, response: siteOf(owner, "unconfirmed") };
}
function confirmation(owner: typeof mill) {
  return {
    params: { siteId: owner.siteId },
    body: { area: story.district, ...particulars },
    response: siteOf(owner, "confirmed"),
  };
}

/** Examples of parties: members register and are admitted, their sites are confirmed. */
export const partiesExamples: Examples<typeof partiesEndpoints> = {
  invitePerson: {
    mill: {
      summary: "The paper mill invites its second person",
      body: { ...second, function: "approver" },
      response: {
        ...{ invitationId: story.invitationId, partyId: mill.partyId, partyName: mill.name, ...second },
        ...{ function: "approver", state: "open", invitedAt: story.begins, endsAt: "2026-03-16T01:00:00.000Z" },
      },
    },
  },
  revokeInvitation: { mill: { summary: "Nobody is to accept it any more", params: invitationParams, body: ofSecond } },
  acceptInvitation: { "mill-second": { summary: "The second person accepts", params: invitationParams } },
  declineInvitation: { "mill-second": { summary: "The second person declines", params: invitationParams } },
  changePerson: {
    mill: { summary: "The approver becomes a clerk", body: { ...ofSecond, function: "clerk", letter, reason: "new duties" } },
  },
  removePerson: { mill: { summary: "A person leaves", body: ofSecond } },
  leaveParty: { "mill-second": { summary: "A person goes by itself", body: { reason: "retired" } } },
  listPartyPeople: { operator: { summary: "Who acts for the paper mill", params: partyParams } },
  replaceRepresentative: {
    operator: {
      summary: "The only representative is gone: another one is invited by document",
      params: partyParams,
      body: { ...second, leaving: "persona-mill", documentNumber: "EZ-2026-9", reason: "the representative has died" },
    },
  },
  switchSecondPersonOn: {
    mill: { summary: "Bids of the paper mill take two persons", params: { choice: "bids" } },
    pledges: { by: mill.persona, summary: "So do its pledges", params: { choice: "pledges" } },
  },
  switchSecondPersonOff: {
    mill: { summary: "One person bids again", params: { choice: "bids" } },
    pledges: { by: mill.persona, summary: "One person confirms its pledges again", params: { choice: "pledges" } },
  },
  searchNames: {
    operator: {
      summary: "Names that begin with Yangtze, on the day of the story",
      query: { name: "Yangtze", match: "prefix", at: story.begins, area: story.city },
    },
  },
  listNames: { operator: { summary: "Every name of the paper mill", params: partyParams } },
  renameParty: {
    operator: {
      summary: "The paper mill has a new name",
      params: partyParams,
      body: { name: "Yangtze Paper Group", effectiveOn: "2026-03-01", documentNumber: "EZ-SAMR-2026-7", documentDate: "2026-02-27" },
    },
  },
  disputeCreditCode: {
    newcomer: {
      summary: "Somebody else registered the code",
      body: { ...evidence, creditCode: steel.creditCode, claimantName: steel.name },
      response: disputeOf("credit-code", steel.creditCode, steel.name),
    },
  },
  disputeLicence: {
    mill: {
      summary: "Another enterprise registered the licence",
      body: { ...evidence, licenceNumber: steel.licenceNumber },
      response: { ...disputeOf("licence", steel.licenceNumber, mill.name), siteId: steel.siteId },
    },
  },
  listDisputes: { operator: { summary: "Disputes that wait for a decision", query: { decided: "false" } } },
  readDispute: { operator: { summary: "One dispute", params: disputeParams } },
  decideDispute: {
    operator: {
      summary: "The claimant is right",
      params: disputeParams,
      body: { upheld: true, documentNumber: "EZ-2026-12", reason: "the business licence shows it" },
    },
  },
  registerParty: {
    operator: {
      summary: "The operator that the settings name is admitted at once",
      body: application(operator, "operator", story.city),
      response: registered(operator, "operator", story.city),
    },
    bureau: {
      summary: "The bureau applies",
      body: application(bureau, "bureau", story.city),
      response: registered(bureau, "bureau", story.city),
    },
    mill: {
      summary: "The paper mill applies",
      body: application(mill, "enterprise", story.district),
      response: registered(mill, "enterprise", story.district),
    },
    steel: {
      summary: "The steelworks apply",
      body: application(steel, "enterprise", story.district),
      response: registered(steel, "enterprise", story.district),
    },
    echeng: {
      summary: "The district's authority applies",
      body: application(echeng, "district", story.district),
      response: registered(echeng, "district", story.district),
    },
    checker: {
      summary: "A verifier applies",
      body: application(checker, "verifier", story.city),
      response: registered(checker, "verifier", story.city),
    },
    bank: {
      summary: "A bank applies",
      body: application(greenBank, "bank", story.city),
      response: registered(greenBank, "bank", story.city),
    },
    savings: {
      summary: "Another bank applies",
      body: application(savingsBank, "bank", story.city),
      response: registered(savingsBank, "bank", story.city),
    },
    auditor: {
      summary: "Another verifier applies",
      body: application(auditor, "verifier", story.city),
      response: registered(auditor, "verifier", story.city),
    },
  },
  listParties: {
    operator: {
      summary: "Parties of the whole city",
      query: { area: story.city },
      response: { items: [admitted(steel), admitted(mill)] },
    },
  },
  readParty: {
    operator: {
      summary: "The paper mill, which is admitted",
      params: partyParams,
      response: admitted(mill),
    },
  },
  decideAdmission: {
    bureau: {
      by: "operator",
      summary: "Admits the bureau, with a second person",
      params: { partyId: bureau.partyId },
      body: { admitted: true, reason },
    },
    mill: { by: "operator", summary: "Admits the paper mill", params: partyParams, body: { admitted: true, reason } },
    steel: { by: "operator", summary: "Admits the steelworks", params: { partyId: steel.partyId }, body: { admitted: true, reason } },
    echeng: { by: "operator", summary: "Admits the district", params: { partyId: echeng.partyId }, body: { admitted: true, reason } },
    checker: { by: "operator", summary: "Admits a verifier", params: { partyId: checker.partyId }, body: { admitted: true, reason } },
    bank: { by: "operator", summary: "Admits a bank", params: { partyId: greenBank.partyId }, body: { admitted: true, reason } },
    savings: { by: "operator", summary: "Admits another bank", params: { partyId: savingsBank.partyId }, body: { admitted: true, reason } },
    auditor: { by: "operator", summary: "Admits another one", params: { partyId: auditor.partyId }, body: { admitted: true, reason } },
  },
  suspendParty: { operator: { summary: "The paper mill may only read", params: partyParams, body: { reason: "licence under review" } } },
  reinstateParty: { operator: { summary: "The paper mill may write again", params: partyParams, body: { reason: "review is over" } } },
  recordExclusion: {
    operator: {
      summary: "The paper mill is on a list",
      params: partyParams,
      body: { list: "open-environmental-sanction", documentNumber: "EZ-2026-15" },
    },
  },
  liftExclusion: {
    operator: {
      summary: "The paper mill is taken off the list",
      params: { ...partyParams, list: "open-environmental-sanction" },
      body: { documentNumber: "EZ-2026-21" },
    },
  },
  declareAssociates: {
    operator: {
      summary: "Two enterprises share limits",
      body: { partyIds: [mill.partyId, steel.partyId], documentNumber: "EZ-2026-17" },
    },
  },
  registerSite: {
    mill: { summary: "The works of the paper mill", ...registration(mill) },
    steel: { summary: "The works of the steelworks", ...registration(steel) },
  },
  changeSite: {
    mill: { summary: "The works get a new name", params: { siteId: mill.siteId }, body: { name: "Works 1 (north)", ...particulars } },
  },
  confirmSite: {
    mill: { by: "bureau", summary: "The bureau confirms the works of the paper mill", ...confirmation(mill) },
    steel: { by: "bureau", summary: "The bureau confirms the works of the steelworks", ...confirmation(steel) },
  },
  applyForLicenceRenewal: {
    mill: {
      summary: "The paper mill applies for the renewal, long before its licence ends",
      params: { siteId: mill.siteId },
      body: { documentNumber: "MILL-2026-30" },
      response: {
        ...siteOf(mill, "confirmed"),
        renewal: {
          ...{ state: "applied", appliedOn: "2026-03-03", renews: "2030-12-31" },
          ...{ inTime: true, decideBy: "2026-03-23", overdue: false },
        },
      },
    },
  },
  decideLicenceRenewal: {
    bureau: {
      summary: "The renewal is granted, for at most five years",
      params: { siteId: mill.siteId },
      body: {
        granted: { licenceValidFrom: "2027-01-01", licenceValidUntil: "2031-12-31" },
        ...{ reason: "in order", documentNumber: "EZ-2026-31" },
      },
    },
  },
  recordLicenceChange: {
    mill: {
      summary: "Another legal representative",
      params: { siteId: mill.siteId },
      body: { kind: "legal-representative", to: "Ding Ning", changedOn: "2026-03-02", documentNumber: "MILL-2026-32" },
    },
  },
  listLicenceChanges: { mill: { summary: "What changed in the licence", params: { siteId: mill.siteId } } },
  readSite: { mill: { summary: "The works of the paper mill", params: { siteId: mill.siteId } } },
  listSites: {
    bureau: {
      summary: "Sites of the paper mill that wait for confirmation",
      query: { partyId: mill.partyId, area: story.city, state: "unconfirmed" },
      response: { items: [siteOf(mill, "unconfirmed")] },
    },
  },
};
