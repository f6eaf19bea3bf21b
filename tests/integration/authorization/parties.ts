import type { AuthorizationRows } from "../../support/ownership.ts";

/** Parties and sites: authorities see those of their area. */
export const authorization: AuthorizationRows = {
  ownership: {
    readParty: {},
    switchSecondPersonOn: "the caller's own",
    switchSecondPersonOff: "the caller's own",
    recordExclusion: { body: { list: "dishonest-debtor", documentNumber: "X-1" } },
    liftExclusion: { body: { documentNumber: "X-1" } },
    listSites: { query: ({ partyId }) => ({ partyId }) },
  },
};
