import { defineApi } from "../../../shared/http/api.ts";
import { auctions } from "../deployment.ts";
import { biddingPorts } from "../ports.ts";
import { auctionsProblems } from "../problems.ts";
import { readOwnBid, submitBid } from "./submit-bid.ts";

/** The API of bidding: a function, a role and a table of its own. */
export const api = defineApi(auctions.functions["bidding-api"], auctionsProblems, biddingPorts, { submitBid, readOwnBid });
