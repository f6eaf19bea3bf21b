import type { AuthorizationRows } from "../../support/ownership.ts";

/** Parties and sites: authorities see those of their area. */
export const authorization: AuthorizationRows = {
  ownership: {
    readParty: {},
    switchSecondPersonOn: "the caller's own",
    switchSecondPersonOff: "the caller's own",
    recordExclusion: { body: { list: "dishonest-debtor", documentNumber: "X-1" } },
    liftExclusion: { body: { documentNumber: "X-1" } },
    changeSite: {
      body: {
        name: "X",
        basin: "liangzi-lake",
        sourceClass: "industrial",
        licenceValidFrom: "2026-01-01",
        licenceValidUntil: "2030-12-31",
      },
    },
    confirmSite: {
      body: {
        area: "420703",
        basin: "liangzi-lake",
        sourceClass: "industrial",
        licenceValidFrom: "2026-01-01",
        licenceValidUntil: "2030-12-31",
      },
    },
    applyForLicenceRenewal: { body: { documentNumber: "X-1" } },
    decideLicenceRenewal: { body: { reason: "X", documentNumber: "X-1" } },
    recordLicenceChange: { body: { kind: "address", to: "X", changedOn: "2026-01-05", documentNumber: "X-1" } },
    listLicenceChanges: {},
    revokeInvitation: { body: { subject: "person-1", reason: "X" } },
    // A person's own: kept with the person.
    acceptInvitation: {},
    declineInvitation: {},
    listNames: {},
    readDispute: {},
    readSite: {},
    listSites: { query: ({ partyId }) => ({ partyId }) },
  },
};
