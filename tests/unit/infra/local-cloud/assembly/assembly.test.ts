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

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;

/** An assembly of stacks, written as the CDK writes one. */
function assemblyOf(stacks: Readonly<Record<string, Resources>>): Assembly {
  const folder = temporaryFolder("assembly");
  const artifacts = Object.keys(stacks).map((name) => [
    name,
    { type: "aws:cloudformation:stack", properties: { templateFile: `${name}.template.json` }, displayName: name },
  ]);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ artifacts: Object.fromEntries(artifacts) }));
  for (const [name, Resources] of Object.entries(stacks))
    writeFileSync(join(folder, `${name}.template.json`), JSON.stringify({ Resources }));
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
