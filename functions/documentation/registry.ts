import type { Offer } from "../../shared/http/openapi.ts";
import { auctionsEndpoints, auctionsProblems } from "../auctions/contract.ts";
import { cashEndpoints, cashProblems } from "../cash/contract.ts";
import { noticesEndpoints, noticesProblems } from "../notices/contract.ts";
import { partiesEndpoints, partiesProblems } from "../parties/contract.ts";
import { permitsEndpoints, permitsProblems } from "../permits/contract.ts";
import { recordsEndpoints, recordsProblems } from "../records/contract.ts";
import { documentationEndpoints, documentationProblems } from "./contract.ts";

/** What every context offers: the only place that knows them all. */
export const registry: readonly Offer[] = [
  { name: "parties", endpoints: partiesEndpoints, problems: partiesProblems },
  { name: "permits", endpoints: permitsEndpoints, problems: permitsProblems },
  { name: "cash", endpoints: cashEndpoints, problems: cashProblems },
  { name: "auctions", endpoints: auctionsEndpoints, problems: auctionsProblems },
  { name: "notices", endpoints: noticesEndpoints, problems: noticesProblems },
  { name: "records", endpoints: recordsEndpoints, problems: recordsProblems },
  { name: "documentation", endpoints: documentationEndpoints, problems: documentationProblems },
];
