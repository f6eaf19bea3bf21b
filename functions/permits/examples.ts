import type { Examples } from "../../shared/http/examples.ts";
import { mill, steel, story } from "../story.ts";
import type { permitsEndpoints } from "./contract.ts";

const { pool, pollutant } = story;
const capYears = ["2027", "2028", "2029", "2030", "2031"] as const;
const spare = { project: "mill-2", projectName: "Paper machine 4", letterNumber: "EZ-2026-6" };
const missed = { area: "420702", target: "air", from: "2026-01-01" } as const;
const exception = {
  limit: "target-attained",
  pollutant,
  approvalNumber: "EZ-2026-10",
  from: "2026-03-02",
  until: "2026-12-31",
} as const;
const ofMill = { pollutant, project: mill.project };

function needOf(member: typeof mill) {
  const { partyId, siteId, project, projectName, letterNumber, name, creditCode, licenceNumber } = member;
  const asked = {
    ...{ partyId, siteId, project, projectName, pollutant, tonnes: "6", offsetRatio: "1" },
    kind: "new-project",
    ...{ offsetGround: "quality-attained", letterNumber, letterDate: "2026-01-15", eiaNumber: `${letterNumber}-EIA` },
  } as const;
  const asOfThen = { partyName: name, creditCode, siteName: "Works 1", licenceNumber, area: story.district, pool, poolArea: story.city };
  return {
    body: asked,
    response: { ...asked, ...asOfThen, tonnesToBuy: "6", state: "certified" as const, certifiedAt: story.begins },
  };
}

/** Examples of permits: caps, the reserve, and what the two enterprises may buy. */
export const permitsExamples: Examples<typeof permitsEndpoints> = {
  setCap: Object.fromEntries(
    capYears.map((year) => [
      year,
      {
        by: "bureau",
        summary: `The cap of ${year}`,
        params: { pool, pollutant, year },
        body: { tonnes: "500", documentNumber: "EZ-2026-1" },
      },
    ]),
  ),
  readCap: {
    bureau: {
      summary: "The cap of 2027 before anything is sold",
      params: { pool, pollutant, year: "2027" },
      response: {
        ...{ pool, pollutant, year: "2027", capTonnes: "500", headroomTonneMonths: "6000", deficitTonneMonths: "0" },
        ...{ issuedTonneMonths: "0", documentNumber: "EZ-2026-1", setAt: story.begins },
      },
    },
  },
  listCaps: { bureau: { summary: "The caps of all years", params: { pool, pollutant } } },
  readRunway: {
    bureau: {
      summary: "Room under the caps in the first months, before anything is sold",
      params: { pool, pollutant },
      query: { from: "2026-12", months: 2 },
      response: {
        ...{ pool, pollutant, asOf: story.begins, needTonnes: "0", projects: 0 },
        months: [
          { month: "2026-12", issuedTonnes: "0", retiredTonnes: "0", expiringTonnes: "0" },
          {
            ...{ month: "2027-01", capTonnes: "500", issuedTonnes: "0", retiredTonnes: "0", expiringTonnes: "0" },
            ...{ freeTonnes: "500", deficitTonnes: "0" },
          },
        ],
      },
    },
  },
  addToReserve: {
    bureau: {
      summary: "The first quota in the reserve",
      params: { pool, pollutant },
      body: { tonnes: "50", source: "initial-reserve", documentNumber: "EZ-2026-2" },
      response: {
        ...{ additionId: "0195a1b2-1400-7000-8000-000000000001", tonnes: "50" },
        source: "initial-reserve",
        ...{ documentNumber: "EZ-2026-2", addedAt: story.begins },
      },
    },
  },
  readReserve: { bureau: { summary: "What the reserve holds", params: { pool, pollutant } } },
  certifyNeed: {
    mill: { by: "bureau", summary: "What the paper mill may buy", ...needOf(mill) },
    steel: { by: "bureau", summary: "What the steelworks may buy", ...needOf(steel) },
    spare: { by: "bureau", summary: "A project that is given up later", ...needOf({ ...mill, ...spare }) },
  },
  withdrawNeed: {
    bureau: { summary: "The project is given up", params: { pollutant, project: spare.project }, body: { reason: "project given up" } },
  },
  readNeed: { mill: { summary: "What is left of the need", params: ofMill } },
  listNeeds: {
    bureau: {
      summary: "Needs of the whole city",
      query: { area: story.city },
      response: { items: [needOf(steel).response, needOf(mill).response] },
    },
  },
  recordMissedTarget: {
    bureau: {
      summary: "A district misses the target for the air this year",
      params: missed,
      body: { until: "2026-12-31", documentNumber: "EZ-2026-8" },
      response: {
        ...{ ...missed, until: "2026-12-31", documentNumber: "EZ-2026-8", recordedAt: story.begins },
        state: "missed",
      },
    },
  },
  readAreaTarget: { mill: { summary: "Until when it is missed", params: missed } },
  listAreaTargets: { mill: { summary: "Targets that are missed in the city", query: { area: story.city } } },
  recordMetTarget: {
    bureau: {
      summary: "The district meets the target from July on",
      params: missed,
      body: { metFrom: "2026-07-01", documentNumber: "EZ-2026-9" },
    },
  },
  grantLimitException: {
    bureau: {
      summary: "The paper mill may buy although its district misses the target",
      body: { ...exception, siteId: mill.siteId },
      response: {
        ...{ exceptionId: story.exceptionId, ...exception, siteId: mill.siteId, partyId: mill.partyId, area: story.district },
        ...{ state: "granted", grantedAt: story.begins },
      },
    },
  },
  readLimitException: { mill: { summary: "The exception for the works", params: { exceptionId: story.exceptionId } } },
  listLimitExceptions: { bureau: { summary: "Exceptions in the whole city", query: { area: story.city } } },
  revokeLimitException: {
    bureau: {
      summary: "The approval was withdrawn",
      params: { exceptionId: story.exceptionId },
      body: { reason: "the approval was withdrawn" },
    },
  },
  listPermitSites: { bureau: { summary: "Sites of the whole city", query: { area: story.city } } },
  listHoldings: {
    mill: {
      summary: "The permits of the works after the sale, once the bureau has recorded them in the licence",
      params: { siteId: mill.siteId },
      response: {
        items: [
          {
            ...{ instrument: "permit/SO2/ezhou/2027-01/2031-12", pollutant, pool, firstMonth: "2027-01", lastMonth: "2031-12" },
            ...{ availableTonnes: "4", heldTonnes: "0", heldFor: [], recordedTonnes: "4", countingTonnes: "0" },
            notCounting: ["not-begun"],
            state: "not-begun",
          },
        ],
      },
    },
  },
};
