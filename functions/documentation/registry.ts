import type { ContextContract } from "../../shared/http/openapi.ts";
import { auctionsEndpoints, auctionsFacts, auctionsProblems } from "../auctions/contract.ts";
import { cashEndpoints, cashFacts, cashProblems } from "../cash/contract.ts";
import { noticesEndpoints, noticesProblems } from "../notices/contract.ts";
import { partiesEndpoints, partiesFacts, partiesProblems } from "../parties/contract.ts";
import { permitsEndpoints, permitsFacts, permitsProblems } from "../permits/contract.ts";
import { recordsEndpoints, recordsProblems } from "../records/contract.ts";
import { documentationEndpoints, documentationProblems } from "./contract.ts";

/** The contracts of every context: the only place that knows them all. */
export const registry: readonly ContextContract[] = [
  { name: "parties", endpoints: partiesEndpoints, problems: partiesProblems, facts: partiesFacts },
  { name: "permits", endpoints: permitsEndpoints, problems: permitsProblems, facts: permitsFacts },
  { name: "cash", endpoints: cashEndpoints, problems: cashProblems, facts: cashFacts },
  { name: "auctions", endpoints: auctionsEndpoints, problems: auctionsProblems, facts: auctionsFacts },
  { name: "notices", endpoints: noticesEndpoints, problems: noticesProblems, facts: {} },
  { name: "records", endpoints: recordsEndpoints, problems: recordsProblems, facts: {} },
  { name: "documentation", endpoints: documentationEndpoints, problems: documentationProblems, facts: {} },
];
