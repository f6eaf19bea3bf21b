import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { httpApiOf } from "../../../../../infra/local-cloud/api/http-api-definition.ts";
import { type Assembly, loadAssembly } from "../../../../../infra/local-cloud/assembly/assembly.ts";
import { temporaryFolder } from "../../../../support/temporary-folder.ts";

const target = { region: "cn-north-1", accountId: "000000000000", partition: "aws-cn", queueEndpoint: "http://127.0.0.1:1" };
const join_ = (...parts: readonly unknown[]) => ({ "Fn::Join": ["", parts] });
const region = { Ref: "AWS::Region" };
const account = { Ref: "AWS::AccountId" };
const arn = (service: string, resource: string) =>
  join_("arn:", { Ref: "AWS::Partition" }, `:${service}:`, region, ":", account, `:${resource}`);

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: object; readonly Condition?: string }>>;

/** What a stack says besides its resources. */
type Others = Readonly<Record<string, object>>;

/** An assembly of stacks, written as the CDK writes one. */
function assemblyOf(
  stacks: Readonly<Record<string, Resources>>,
  nested: Readonly<Record<string, Resources>> = {},
  others: Others = {},
): Assembly {
  const folder = temporaryFolder("assembly");
  const artifacts = Object.keys(stacks).map((name) => [
    name,
    { type: "aws:cloudformation:stack", properties: { templateFile: `${name}.template.json` }, displayName: name },
  ]);
  const assets = { type: "cdk:asset-manifest", properties: { file: "assets.json" } };
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ artifacts: { ...Object.fromEntries(artifacts), assets } }));
  const files = Object.keys(nested).map((name) => [
    name,
    { source: { path: `${name}.nested.template.json` }, destinations: { here: { objectKey: `hash-of-${name}.json` } } },
  ]);
  writeFileSync(join(folder, "assets.json"), JSON.stringify({ files: Object.fromEntries(files) }));
  for (const [name, Resources] of Object.entries(stacks))
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify({ Resources, ...others }));
  for (const [name, Resources] of Object.entries(nested))
    writeFileSync(join(folder, `${name}.nested.template.json`), JSON.stringify({ Resources, Parameters: { Given: { Type: "String" } } }));
  mkdirSync(join(folder, "asset.code"));
  return loadAssembly(folder, target);
}

const propertiesOf = (assembly: Assembly, type: string) => assembly.ofType(type)[0]?.properties;

describe("an assembly", () => {
  it("takes a physical name as text or made of pseudo parameters", () => {
    const assembly = assemblyOf({
      data: {
        Manifests: { Type: "AWS::S3::Bucket", Properties: { BucketName: join_("manifests-", account) } },
        Books: { Type: "AWS::DynamoDB::Table", Properties: { TableName: { "Fn::Sub": `books-\${AWS::Region}` } } },
        Facts: { Type: "AWS::SQS::Queue", Properties: { QueueName: "facts" } },
        Policy: {
          Type: "AWS::IAM::Policy",
          Properties: { PolicyDocument: { Statement: [{ Resource: { "Fn::GetAtt": ["Manifests", "Arn"] } }] } },
        },
      },
    });
    expect(assembly.resources.map(({ name }) => name)).toEqual(["manifests-000000000000", "books-cn-north-1", "facts", "Policy"]);
    expect(propertiesOf(assembly, "AWS::IAM::Policy")).toEqual({
      PolicyDocument: { Statement: [{ Resource: "arn:aws-cn:s3:::manifests-000000000000" }] },
    });
  });

  it("refuses a name made of another resource, and a name chosen twice", () => {
    const named = (QueueName: unknown) => ({ Type: "AWS::SQS::Queue", Properties: { QueueName } });
    expect(() => assemblyOf({ data: { A: named({ Ref: "B" }), B: named("b") } })).toThrow("its name has to be text or made of pseudo");
    expect(() => assemblyOf({ one: { A: named("a") }, two: { A: named("a") } })).toThrow(
      "two resources of type AWS::SQS::Queue are called a",
    );
  });

  describe("with a stack nested in another", () => {
    const nesting = (template: string, Given: unknown, Condition?: string) => ({
      Type: "AWS::CloudFormation::Stack",
      Properties: { TemplateURL: join_("https://s3.", region, `/assets/hash-of-${template}.json`), Parameters: { Given } },
      ...(Condition === undefined ? {} : { Condition }),
    });
    const stored = { Type: "AWS::DynamoDB::Table", Properties: { TableName: "books" } };
    const policyOnLink = { Type: "AWS::IAM::Policy", Properties: { Of: { Ref: "Link" } } };
    const policyOnGiven = { Type: "AWS::IAM::Policy", Properties: { Of: { Ref: "Given" } } };

    it("runs what is in it, with the parameters that its resource gives it", () => {
      const assembly = assemblyOf(
        { front: { Books: stored, Inner: nesting("inner", { "Fn::GetAtt": ["Books", "Arn"] }) } },
        { inner: { Policy: policyOnGiven } },
      );
      expect(assembly.resources.map(({ stack, type }) => `${stack} ${type}`)).toEqual([
        "front AWS::DynamoDB::Table",
        "front-Inner AWS::IAM::Policy",
      ]);
      expect(propertiesOf(assembly, "AWS::IAM::Policy")).toEqual({ Of: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/books" });
    });

    it("tells apart what two of one template hold", () => {
      const resources = { Link: { Type: "AWS::ApiGatewayV2::Integration", Properties: { Of: { Ref: "Given" } } }, Policy: policyOnLink };
      const assembly = assemblyOf({ front: { One: nesting("inner", "first"), Two: nesting("inner", "second") } }, { inner: resources });
      const links = new Map(assembly.ofType("AWS::ApiGatewayV2::Integration").map((each) => [each.logicalId, each.properties.Of]));
      expect(assembly.ofType("AWS::IAM::Policy").map(({ properties }) => links.get(String(properties.Of)))).toEqual(["first", "second"]);
    });

    it("nests in a nested one as well, and runs nothing of one whose condition does not hold", () => {
      const conditions = { Conditions: { Never: { "Fn::Equals": ["a", "b"] } } };
      const outer = { Inner: nesting("inner", { Ref: "Given" }) };
      const made = assemblyOf({ front: { Outer: nesting("outer", "handed down") } }, { outer, inner: { Policy: policyOnGiven } });
      expect(propertiesOf(made, "AWS::IAM::Policy")).toEqual({ Of: "handed down" });
      const notMade = assemblyOf(
        { front: { Outer: nesting("outer", "handed down", "Never"), Books: stored } },
        { outer, inner: { Policy: policyOnGiven } },
        conditions,
      );
      expect(notMade.resources.map(({ type }) => type)).toEqual(["AWS::DynamoDB::Table"]);
    });

    it("refuses a template that is not in the assembly, and a name made of what the stack around it made", () => {
      expect(() => assemblyOf({ front: { Inner: nesting("elsewhere", "a") } })).toThrow("front/Inner: its template is not in the assembly");
      const named = { Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: { Ref: "Given" } } } };
      expect(() => assemblyOf({ front: { Books: stored, Inner: nesting("inner", { Ref: "Books" }) } }, { inner: named })).toThrow(
        "its name has to be text or made of pseudo",
      );
      const given = assemblyOf({ front: { Inner: nesting("inner", region) } }, { inner: named });
      expect(given.resources.map(({ name }) => name)).toEqual(["cn-north-1"]);
    });
  });

  it("connects stacks by ARNs made of pseudo parameters, as well as by exports", () => {
    const functionArn = arn("lambda", "function:things");
    const api: Resources = {
      Api: { Type: "AWS::ApiGatewayV2::Api" },
      Integration: { Type: "AWS::ApiGatewayV2::Integration", Properties: { IntegrationUri: functionArn } },
      Route: {
        Type: "AWS::ApiGatewayV2::Route",
        Properties: { RouteKey: "GET /things", Target: join_("integrations/", { Ref: "Integration" }) },
      },
    };
    const permission = {
      Type: "AWS::Lambda::Permission",
      Properties: { Action: "lambda:InvokeFunction", FunctionName: functionArn, Principal: "apigateway.amazonaws.com" },
    };
    const things = {
      Things: { Type: "AWS::Lambda::Function", Properties: { FunctionName: "things", Code: { S3Key: "code.zip" } } },
    };
    expect(httpApiOf(assemblyOf({ things, api: { ...api, Permission: permission } }), "issuer").routes).toMatchObject([
      { routeKey: "GET /things", functionName: "things" },
    ]);
    expect(() => httpApiOf(assemblyOf({ things, api }), "issuer")).toThrow("no AWS::Lambda::Permission lets API Gateway invoke things");
    expect(() => httpApiOf(assemblyOf({ api: { ...api, Permission: permission } }), "issuer")).toThrow("leads to no function");
  });
});
