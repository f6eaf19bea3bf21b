import type { Examples } from "../../shared/http/examples.ts";
import { sha256 } from "../../shared/kernel/ids.ts";
import { mill, steel, story } from "../story.ts";
import type { licencesEndpoints } from "./contract.ts";
import { differenceIdOf } from "./imports/compare.ts";

const instrument = "permit/SO2/ezhou/2027-01/2031-12";
const statement = { licenceNumber: mill.licenceNumber, instrument, tonnes: "4" };
const ofMill = {
  ...{ siteId: mill.siteId, siteName: "Works 1", partyId: mill.partyId, partyName: mill.name, creditCode: mill.creditCode },
  ...{ area: story.district, licenceNumber: mill.licenceNumber, validFrom: "2026-01-01", validUntil: "2030-12-31" },
  ...{ instrument, pollutant: story.pollutant, changedAt: story.settledAt },
};
const recorded = { ...ofMill, state: "recorded", recordedTonnes: "4" } as const;

const line = [mill.licenceNumber, mill.creditCode, "Yangtze Paper", "2026-01-01", "2030-12-31", "Works 1", "SO2=4"];
const text = ["licenceNumber,creditCode,holderName,validFrom,validUntil,siteName,amounts", line.join()].join("\n");
const file = Buffer.from(text).toString("base64");
const digest = sha256(Buffer.from(text));
const importId = sha256(`${story.city} licences ${digest}`).slice(0, 32);
const importParams = { importId };
const imported = {
  ...{
    importId,
    kind: "licences" as const,
    area: story.city,
    state: "accepted" as const,
    rows: 1,
    errors: 0,
    differences: 0,
    sha256: digest,
  },
  importedAt: story.afterwards,
} as const;
const nameDiffers = { what: "name-differs", subject: mill.licenceNumber } as const;
const differenceId = differenceIdOf(story.city, nameDiffers);
const difference = {
  ...{ differenceId, kind: "licences" as const, ...nameDiffers, area: story.city, siteId: mill.siteId, partyId: mill.partyId },
  ...{
    theirs: "Yangtze Paper",
    ours: mill.name,
    remedy: "renameParty",
    importId,
    line: 2,
    state: "open" as const,
    seenAt: story.afterwards,
  },
} as const;

/** Examples of licences: a bought permit is recorded in the paper mill's licence, and a file of licences is compared. */
export const licencesExamples: Examples<typeof licencesEndpoints> = {
  declarePermit: {
    mill: {
      summary: "The paper mill declares what it bought",
      params: { siteId: mill.siteId },
      body: statement,
      response: { ...ofMill, state: "declared", recordedTonnes: "0", declaredTonnes: "4" },
    },
  },
  recordPermit: {
    bureau: {
      summary: "The bureau records it in the licence",
      params: { siteId: mill.siteId },
      body: { ...statement, documentNumber: "EZ-2026-22" },
      response: recorded,
    },
  },
  listSiteRecords: {
    mill: { summary: "What stands in the licence", params: { siteId: mill.siteId }, response: { items: [recorded] } },
  },
  listRecords: {
    bureau: { summary: "Declarations that wait for the bureau", query: { area: story.city, state: "declared" }, response: { items: [] } },
  },
  importLicenceFile: {
    bureau: { summary: "A file of one licence", body: { kind: "licences", file }, response: imported },
  },
  listLicenceImports: { bureau: { summary: "Files of the city", query: { area: story.city } } },
  readLicenceImport: {
    bureau: {
      summary: "The file, once it is compared",
      params: importParams,
      response: { ...imported, state: "compared", differences: 2, comparedAt: story.afterwards },
    },
  },
  listLicenceImportErrors: { bureau: { summary: "What is wrong with the file", params: importParams, response: { items: [] } } },
  listDifferences: {
    bureau: {
      summary: "A site that the file lacks, and a holder under another name",
      query: { area: story.city, state: "open" },
      response: {
        items: [
          {
            ...{
              differenceId: differenceIdOf(story.city, { what: "licence-missing", subject: steel.licenceNumber }),
              kind: "licences" as const,
            },
            ...{ what: "licence-missing", subject: steel.licenceNumber, area: story.city, siteId: steel.siteId, partyId: steel.partyId },
            ...{
              theirs: "",
              ours: "Works 1",
              remedy: "importLicenceFile",
              importId,
              line: 0,
              state: "open" as const,
              seenAt: story.afterwards,
            },
          },
          difference,
        ],
      },
    },
  },
  decideDifference: {
    bureau: {
      summary: "The file abbreviates the name",
      params: { differenceId },
      body: { applied: false, reason: "abbreviated in the file" },
      response: { ...difference, state: "dismissed", reason: "abbreviated in the file", decidedAt: story.afterwards },
    },
  },
};
