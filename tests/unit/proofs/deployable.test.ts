import { describe, expect, it } from "vitest";
import { deployable } from "../../proofs/deployable.ts";

const template = {
  Resources: {
    Things: { Type: "AWS::DynamoDB::Table" },
    Api: { Type: "AWS::ApiGatewayV2::Api" },
    Route: { Type: "AWS::ApiGatewayV2::Route", Properties: { ApiId: { Ref: "Api" } } },
    About: { Type: "AWS::CDK::Metadata" },
  },
  Outputs: {
    Table: { Value: { Ref: "Things" } },
    Url: { Value: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } },
    Page: { Value: { "Fn::Join": ["", ["https://", { "Fn::GetAtt": "Api.ApiEndpoint" }]] } },
    Text: { Value: { "Fn::Sub": "https://$" + "{Api.ApiEndpoint}/$" + "{AWS::Region}" } },
  },
};

describe("a template for an emulator", () => {
  const { leftOut, unmodelled, template: left } = deployable(template, new Set(["AWS::DynamoDB::Table"]));

  it("loses the outputs that need what the emulator does not model, and says which", () => {
    expect(leftOut).toEqual(["Url", "Page", "Text"]);
    expect(left.Outputs).toEqual({ Table: template.Outputs.Table });
  });

  it("keeps every resource, and names those that are passed over by their type", () => {
    expect(left.Resources).toEqual(template.Resources);
    expect(Object.fromEntries(unmodelled)).toEqual({ "AWS::ApiGatewayV2::Api": ["Api"], "AWS::ApiGatewayV2::Route": ["Route"] });
  });

  it("is the same where everything is modelled", () => {
    const all = new Set(["AWS::DynamoDB::Table", "AWS::ApiGatewayV2::Api", "AWS::ApiGatewayV2::Route"]);
    expect(deployable(template, all)).toEqual({ template, leftOut: [], madeUp: [], unmodelled: new Map() });
  });

  it("makes up what a nested stack is given of a resource that the emulator does not model, and says so", () => {
    const given = (Parameters: object) => ({ Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL: "https://…", Parameters } });
    const nesting = { ...template, Resources: { ...template.Resources, Inner: given({ Api: { Ref: "Api" }, Table: { Ref: "Things" } }) } };
    const types = new Set(["AWS::DynamoDB::Table", "AWS::CloudFormation::Stack"]);
    const { madeUp, template: made } = deployable(nesting, types);
    expect(madeUp).toEqual(["Inner Api"]);
    expect(made.Resources).toEqual({ ...template.Resources, Inner: given({ Api: "Api", Table: { Ref: "Things" } }) });
  });
});
