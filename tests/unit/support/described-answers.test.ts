import { describe, expect, it } from "vitest";
import { examples } from "../../../functions/examples.ts";
import { faultsByDescription, problemFaults } from "../../support/described-answers.ts";

const created = {
  status: 201,
  headers: { "content-type": "application/json; charset=utf-8", location: "/parties/own", "idempotency-replayed": "false" },
  body: examples.registerParty?.mill?.response as Readonly<Record<string, unknown>>,
};
const problem = { type: "/problems/already-member", title: "Already a member", status: 409, detail: "You act for a party.", instance: "" };
const refused = {
  status: 409,
  headers: { "content-type": "application/problem+json", "content-language": "en" },
  body: problem,
};

describe("an answer is held to the description of the API", () => {
  const faults = (change: object, from: object = created) => faultsByDescription("registerParty", { ...created, ...from, ...change });

  it("passes as it is described, with members that are new", () => {
    expect([...faults({}), ...faults({ body: { ...created.body, more: 1 } }), ...faults({}, refused)]).toEqual([]);
  });

  it.each([
    ["a status", { status: 200 }, "status 200 is not declared"],
    ["a content type", { headers: { ...created.headers, "content-type": "text/html" } }, "content type text/html is not declared"],
    ["a missing header", { headers: { ...created.headers, location: undefined } }, "header Location"],
    ["another header", { headers: { ...created.headers, "x-more": "1" } }, "header x-more is not declared"],
    ["a missing member", { body: { ...created.body, name: undefined } }, "must have required property 'name'"],
    ["a word", { body: { ...created.body, standing: "asleep" } }, "/standing must be equal to one of the allowed values"],
  ])("does not with %s that is not described", (_what, change, fault) => {
    expect(faults(change).join()).toContain(fault);
  });

  it("does not with a language, a problem or a document that is not described", () => {
    expect(faults({ headers: { ...refused.headers, "content-language": "fr" } }, refused).join()).toContain("header Content-Language");
    expect(faults({ body: { ...problem, type: "/problems/off-tick" } }, refused)).toEqual(["problem off-tick is not declared"]);
    expect(faults({ body: { ...problem, detail: undefined } }, refused).join()).toContain("'detail'");
    expect(problemFaults({ ...refused, body: { message: "Not Found" } }).join()).toContain("must have required property");
  });
});
