import type { Examples } from "../../shared/http/examples.ts";
import { mill, story } from "../story.ts";
import type { paymentEndpoints } from "./contract-payments.ts";

const allocationId = `${story.planId}.${mill.siteId}`;
const taxed = `${story.taxPlanId}.${mill.siteId}`;
const certificateNumber = "342026030400001";

/** Examples of payments: the paper mill pays its first instalment from its cash, and two of its other allocation by way of the tax office. */
export const paymentExamples: Examples<typeof paymentEndpoints> = {
  listAllocationDues: { mill: { summary: "What the paper mill is to pay next" } },
  listAllAllocationDues: {
    bureau: { summary: "What is to be paid next in the whole city", query: {} },
    overdue: { by: "bureau", summary: "What is overdue in a district", query: { area: story.district, overdue: "true" } },
  },
  payAllocation: {
    mill: { summary: "The first instalment, which delivers all permits", params: { allocationId }, body: { amount: "1000.00" } },
  },
  bookFeeCertificate: {
    mill: {
      by: "bureau",
      summary: "The tax office certifies the first two instalments",
      params: { allocationId: taxed },
      body: { certificateNumber, issuedOn: "2026-03-04", amount: "275.00" },
      response: {
        ...{ certificateNumber, allocationId: taxed, issuedOn: "2026-03-04", amountCny: "275.00", instalments: [1, 2] },
        ...{ state: "booked", bookedAt: "2026-03-04T01:00:00.000Z" },
      },
    },
  },
  listFeeCertificates: { mill: { summary: "Certificates of an allocation", params: { allocationId: taxed } } },
  reverseFeeCertificate: {
    bureau: {
      summary: "The tax office takes its certificate back",
      params: { allocationId: taxed, certificateNumber },
      body: { reason: "the tax office paid the fee back" },
    },
  },
};
