import { listingIndex, secondListingIndex } from "../../../shared/deployment/indexes.ts";
import type { Item, Key, PageRequest } from "../../../shared/store/client.ts";
import { integer, json, oneOf, optional, type RowOf, rowCodec, text, texts } from "../../../shared/store/codec.ts";
import { alsoListedAs, dueAs, listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { reportMarkets } from "../reports/rules.ts";
import { verificationLifecycles } from "./lifecycles.ts";
import { conclusion, conservativeFigure, reverification, round } from "./shapes.ts";

const verificationFields = {
  ...{ reportId: text, partyId: text, partyName: text, creditCode: text, area: text, year: text },
  market: oneOf(...reportMarkets),
  reportVersion: integer,
  /** How often the report was assigned. */
  assignment: integer,
  ...{ verifierId: text, verifierName: text, verifierCode: text, documentNumber: text },
  ...{ assignedAt: text, begunAt: optional(text), withdrawnAt: optional(text), withdrawnBecause: optional(text) },
  /** Non-conformities so far, and how many of them are open. */
  ...{ findings: integer, openFindings: integer },
  conclusion: optional(json((value) => conclusion.parse(value))),
  reverification: optional(json((value) => reverification.parse(value))),
  version: integer,
};
/** An assignment of a report to a verifier, and what came of it. */
export type Verification = RowOf<typeof verificationFields>;
const verificationCodec = rowCodec(verificationFields);

const findingFields = {
  ...{ reportId: text, assignment: integer, number: integer },
  state: oneOf(...verificationLifecycles.nonConformity.states),
  ...{ line: integer, found: text },
  conservative: json((value) => conservativeFigure.parse(value)),
  rounds: json((value) => round.array().parse(value)),
  ...{ closedBecause: optional(text), endedAt: optional(text) },
  version: integer,
};
/** A non-conformity. */
export type Finding = RowOf<typeof findingFields>;
const findingCodec = rowCodec(findingFields);

const yearsFields = { year: text, verifierIds: texts, version: integer };
/** Who verified, or verifies, an entity in a year. */
export type VerifierYear = RowOf<typeof yearsFields>;
const yearsCodec = rowCodec(yearsFields);

/** Kind of due work: non-conformities whose days to answer end. */
export const findingsDue = "non-conformity-due";
/** Kind of due work: requests for re-verification whose days to decide end. */
export const reverificationsDue = "re-verification-due";

function partitionOf(reportId: string): string {
  return `verification#${reportId}`;
}
function currentKey(reportId: string): Key {
  return { pk: partitionOf(reportId), sk: "current" };
}
function numbered(value: number): string {
  return String(value).padStart(4, "0");
}
function findingKey({ reportId, assignment, number }: Pick<Finding, "reportId" | "assignment" | "number">): Key {
  return { pk: partitionOf(reportId), sk: `finding#${numbered(assignment)}#${numbered(number)}` };
}
function yearsKey(partyId: string, year: string): Key {
  return { pk: `verifier-years#${partyId}`, sk: year };
}

/** Authorities list verifications by what they wait for; a verifier lists its own, as long as they are not withdrawn. */
function listings({ reportId, area, verifierId, assignedAt, withdrawnAt, reverification: request }: Verification): Item {
  return {
    ...listedAs(`verifications#${area}`, `${request?.state ?? "none"}#${reportId}`),
    ...(withdrawnAt === undefined && alsoListedAs(`verifications#${verifierId}`, `${assignedAt}#${reportId}`)),
    ...(request?.state === "requested" && dueAs(reverificationsDue, reportId, request.decideBy)),
  };
}

/** A finding that waits for an answer is due when its days end. */
function dueOf({ reportId, state, rounds }: Finding): Item {
  const last = rounds.at(-1);
  return state === "raised" && last ? dueAs(findingsDue, reportId, last.answerBy) : {};
}

/** Reads and writes of verification, over the table Carbon. Reads are strongly consistent, except for the lists. */
export function verificationRows(table: Table) {
  return {
    /** The latest assignment of a report. */
    verificationAt: (reportId: string) => table.read(currentKey(reportId), verificationCodec.decode),
    /** The same, by the key of due work. */
    verificationDue: (key: Key) => table.read(key, verificationCodec.decode),
    /** Puts the latest assignment of a report: its first (version 1) or the next version. */
    verificationPut: (row: Verification) =>
      table.putVersion(currentKey(row.reportId), { ...verificationCodec.encode(row), ...listings(row) }, row.version),
    /** Keeps an assignment that another one follows; nobody lists it any more. */
    verificationKept: (row: Verification) =>
      table.put({ pk: partitionOf(row.reportId), sk: `earlier#${numbered(row.assignment)}` }, verificationCodec.encode(row)),
    /** Earlier assignments of a report, the first one first. */
    earlierVerifications: (reportId: string) => table.allOf({ prefix: "earlier#" }, [partitionOf(reportId)], verificationCodec.decode),
    /** Verifications in exactly one area; only those with a request in a state, if one is given. */
    verificationsIn: (area: string, { state, ...request }: PageRequest & { readonly state?: string | undefined }) =>
      table.page(
        { index: listingIndex, partition: `verifications#${area}`, ...(state !== undefined && { prefix: `${state}#` }), ...request },
        verificationCodec.decode,
      ),
    /** Assignments of a verifier that were not withdrawn, the latest first. */
    verificationsOf: (verifierId: string, request: PageRequest) =>
      table.page(
        { index: secondListingIndex, partition: `verifications#${verifierId}`, descending: true, ...request },
        verificationCodec.decode,
      ),
    /** A non-conformity. */
    finding: (of: Pick<Finding, "reportId" | "assignment" | "number">) => table.read(findingKey(of), findingCodec.decode),
    /** The same, by the key of due work. */
    findingDue: (key: Key) => table.read(key, findingCodec.decode),
    /** Puts a non-conformity: new (version 1) or its next version. */
    findingPut: (row: Finding) => table.putVersion(findingKey(row), { ...findingCodec.encode(row), ...dueOf(row) }, row.version),
    /** Non-conformities of an assignment, in their order. */
    findingsOf: ({ reportId, assignment }: Pick<Finding, "reportId" | "assignment">) =>
      table.allOf({ prefix: `finding#${numbered(assignment)}#` }, [partitionOf(reportId)], findingCodec.decode),
    /** Who verified an entity in each year. */
    verifierYears: (partyId: string) => table.allOf({}, [`verifier-years#${partyId}`], yearsCodec.decode),
    /** Puts who verified, or verifies, an entity in a year. */
    verifierYearPut: (partyId: string, row: VerifierYear) =>
      table.putVersion(yearsKey(partyId, row.year), yearsCodec.encode(row), row.version),
  };
}
