import type { Examples } from "../../../shared/http/examples.ts";
import { mill, story } from "../../story.ts";
import type { pedigreeEndpoints } from "./contract.ts";

const instrument = "permit/SO2/ezhou/2027-01/2031-12";

/** Examples of the pedigree of tonnes: the permits that the sale brought to the works, and who used the reserve. */
export const pedigreeExamples: Examples<typeof pedigreeEndpoints> = {
  readPositionPedigree: {
    mill: { summary: "Where the permits of the works came from", query: { partyId: mill.partyId, siteId: mill.siteId, instrument } },
    bureau: {
      summary: "The oldest tonne of them, for the bureau",
      query: { partyId: mill.partyId, siteId: mill.siteId, instrument, fromTonne: "0", toTonne: "1", purpose: "Inspection of 2026" },
    },
  },
  readEntryPedigree: {
    bureau: {
      summary: "Who got what the sale offered",
      params: { factId: `award-page.${story.auctionId}.0` },
      query: { direction: "forwards", purpose: "Inspection of 2026" },
    },
  },
  readBlockPedigree: {},
};
