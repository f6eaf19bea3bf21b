import { describe, expect, it } from "vitest";
import { compilePolicy, type Denial, type NeededRight } from "../../../../../infra/local-cloud/gateway/policy.ts";
import type { PolicyStatement } from "../../../../../infra/local-cloud/gateway/types.ts";

const table = "arn:aws:dynamodb:cn-north-1:000000000000:table/Ledger";
const allow = (more: Partial<PolicyStatement>): PolicyStatement => ({
  Effect: "Allow",
  Action: "dynamodb:PutItem",
  Resource: table,
  ...more,
});
/** Why a policy denies each right; undefined for what it allows. */
const denials = (statements: readonly PolicyStatement[]) => {
  const policy = compilePolicy(statements);
  return (asked: NeededRight): Denial | undefined => {
    const decision = policy.decide(asked);
    return "denial" in decision ? decision.denial : undefined;
  };
};
const right = (more: Partial<NeededRight> = {}): NeededRight => ({ action: "dynamodb:PutItem", resource: table, ...more });

describe("a role's policy", () => {
  it("denies what no statement allows, another action as well as another resource", () => {
    const policy = denials([allow({})]);
    expect(policy(right())).toBeUndefined();
    expect(policy(right({ action: "dynamodb:GetItem" }))).toBe("no-allow");
    expect(policy(right({ resource: `${table}/index/byDue` }))).toBe("no-allow");
  });

  it("takes wildcards as any text and a question mark as one character, with dots as themselves", () => {
    const policy = denials([allow({ Action: ["s3:Get*"], Resource: "arn:aws:s3:::man?fests/*.json" })]);
    expect(policy({ action: "s3:GetObject", resource: "arn:aws:s3:::manifests/a/b.json" })).toBeUndefined();
    expect(policy({ action: "s3:getobject", resource: "arn:aws:s3:::manifests/b.json" })).toBeUndefined();
    expect(policy({ action: "s3:GetObject", resource: "arn:aws:s3:::manifests/bxjson" })).toBe("no-allow");
    expect(policy({ action: "s3:PutObject", resource: "arn:aws:s3:::manifests/b.json" })).toBe("no-allow");
  });

  it("denies explicitly whatever else allows", () => {
    const policy = denials([allow({ Action: "*", Resource: "*" }), { Effect: "Deny", Action: "dynamodb:Scan", Resource: "*" }]);
    expect(policy(right({ action: "dynamodb:Scan" }))).toBe("explicit-deny");
    expect(policy(right())).toBeUndefined();
  });

  it("wants every leading key to fit under ForAllValues, also when there is none", () => {
    const policy = denials([allow({ Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["CNY#*", "quota/*"] } } })]);
    expect(policy(right({ leadingKeys: ["CNY#a", "quota/SO2"] }))).toBeUndefined();
    expect(policy(right({ leadingKeys: ["CNY#a", "permit/SO2"] }))).toBe("no-allow");
    expect(policy(right())).toBeUndefined();
  });

  it("compares without wildcards under StringEquals", () => {
    const policy = denials([allow({ Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "a*" } } })]);
    expect([policy(right({ leadingKeys: ["a*"] })), policy(right({ leadingKeys: ["ab"] }))]).toEqual([undefined, "no-allow"]);
  });

  it("never lets keys it can't see help: an allow doesn't apply, a deny does", () => {
    const Condition = { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["*"] } };
    expect(denials([allow({ Condition })])(right({ leadingKeys: "unknown" }))).toBe("no-allow");
    expect(denials([allow({}), { ...allow({ Condition }), Effect: "Deny" }])(right({ leadingKeys: "unknown" }))).toBe("explicit-deny");
  });

  it("holds all conditions of a statement together", () => {
    const policy = denials([
      allow({
        Condition: {
          StringEquals: { "dynamodb:EnclosingOperation": ["TransactWriteItems"] },
          "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": ["a*"] },
        },
      }),
    ]);
    expect(policy(right({ leadingKeys: ["ab"], enclosingOperation: "TransactWriteItems" }))).toBeUndefined();
    expect(policy(right({ leadingKeys: ["ab"] }))).toBe("no-allow");
    expect(policy(right({ leadingKeys: ["b"], enclosingOperation: "TransactWriteItems" }))).toBe("no-allow");
  });

  it.each([
    ["an unknown operator", { Condition: { NumericLessThan: { "dynamodb:LeadingKeys": "1" } } }],
    ["an unknown key", { Condition: { StringEquals: { "aws:SourceIp": "127.0.0.1" } } }],
    ["transport", { Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    ["leading keys without a qualifier", { Condition: { StringEquals: { "dynamodb:LeadingKeys": "a" } } }],
    ["NotAction", { NotAction: "s3:*" }],
    ["a principal", { Principal: "*" }],
    ["an unresolved resource", { Resource: { "Fn::GetAtt": ["Ledger", "Arn"] } }],
  ])("is refused for %s", (_what, more) => {
    const statement: object = { ...allow({}), ...more };
    expect(() => compilePolicy([statement as PolicyStatement])).toThrow(/policy/);
  });

  it("names the grants that allow a right: action, resource and leading-key pattern, of each statement that applies", () => {
    const policy = compilePolicy([
      allow({
        Action: ["dynamodb:PutItem", "dynamodb:GetItem"],
        Condition: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["CNY#*", "quota/*"] } },
      }),
      { Effect: "Deny", Action: "dynamodb:Scan", Resource: "*" },
      allow({ Resource: [table, `${table}/index/*`] }),
    ]);
    expect(policy.grants).toHaveLength(6);
    const both = [
      { statement: 0, action: "dynamodb:PutItem", resource: table, leadingKey: "quota/*" },
      { statement: 2, action: "dynamodb:PutItem", resource: table },
    ];
    expect(policy.decide(right({ leadingKeys: ["quota/SO2"] }))).toEqual({ grants: both });
    expect(policy.decide(right({ leadingKeys: ["unseen"] }))).toEqual({ grants: both.slice(1) });
    expect(policy.decide(right({ action: "dynamodb:Scan" }))).toEqual({ denial: "explicit-deny" });
  });
});
