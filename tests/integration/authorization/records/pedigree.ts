import type { AuthorizationRows } from "../../../support/ownership.ts";

/** The pedigree of what a member holds is its own, and the regulators' of its area, who say what they read it for. */
export const pedigreeAuthorization: AuthorizationRows = {
  ownership: {
    readPositionPedigree: {
      query: ({ partyId, siteId, project }) => ({ partyId, siteId, instrument: `need/SO2/${project}`, purpose: "inspection" }),
    },
    readEntryPedigree: { params: { factId: "no-such-fact" }, query: () => ({ purpose: "inspection" }) },
    readBlockPedigree: { params: { blockReference: "no-such-block" }, query: () => ({ purpose: "inspection" }) },
  },
};
