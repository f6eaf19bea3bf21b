import { execFile } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { type Fields, fieldsOf } from "../../infra/local-cloud/values.ts";
import { readIdentitySettings } from "../../infra/settings/settings.ts";
import { synthesize, synthesizeIdentity } from "../../infra/synthesize.ts";
import { everyOf, listOf, referenced, type Synthesis, syntheses } from "../support/synth.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const run = promisify(execFile);

/** Templates of an assembly by stack. */
function templatesIn(folder: string): ReadonlyMap<string, Fields> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".template.json"));
  return new Map(files.map((file) => [file.replace(".template.json", ""), fieldsOf(JSON.parse(readFileSync(join(folder, file), "utf8")))]));
}

/** What CloudFormation asserts before it creates anything, besides the version of the bootstrap stack. */
function assertionsOf(template: Fields): readonly Fields[] {
  const { CheckBootstrapVersion: _, ...own } = fieldsOf(template.Rules);
  return Object.values(own).flatMap((rule) => listOf(fieldsOf(rule).Assertions).map(fieldsOf));
}

describe("the CDK app", () => {
  it("without settings says what is missing and ends with 1: no stack trace, and nothing is built", async () => {
    const out = join(temporaryFolder("refused"), "cdk.out");
    const { PATH } = process.env;
    const ended = run(process.execPath, ["infra/app.ts"], { cwd: root, env: { PATH, CDK_OUTDIR: out } });
    const { code, stderr } = await ended.then(
      () => ({ code: 0, stderr: "" }),
      (error: { readonly code: number; readonly stderr: string }) => error,
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^The settings of the target "deployed" are missing or wrong; docs\/settings\.md describes them all:\n {2}ECOVALUE_ISSUER is not set\./,
    );
    expect(stderr.trim().split("\n")).toHaveLength(8);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect([...templatesIn(out).keys()]).toEqual([]);
  });
});

describe("the local target", () => {
  let deployed: readonly Synthesis[];
  beforeAll(async () => {
    deployed = await syntheses();
  });

  it("has a rule in every template with which CloudFormation refuses it, wherever it is deployed", async () => {
    const folder = temporaryFolder("local-target");
    const bundle = join(folder, "bundle");
    mkdirSync(bundle);
    writeFileSync(join(bundle, "index.mjs"), "export const handler = () => undefined;\n");
    const smallest = contexts.filter(({ name }) => name === "calendar");
    await synthesize({ out: join(folder, "out"), bundleFolder: () => bundle, contexts: smallest });
    const templates = templatesIn(join(folder, "out"));
    expect([...templates.keys()]).toEqual([
      "ecovalue-calendar",
      "ecovalue-data",
      "ecovalue-front",
      expect.stringMatching(/^ecovaluefrontapicalendarroutes\w+\.nested$/),
    ]);
    for (const template of templates.values()) {
      expect(assertionsOf(template)).toEqual([
        // No region has this name.
        { Assert: { "Fn::Equals": [{ Ref: "AWS::Region" }, "local"] }, AssertDescription: expect.stringContaining("for the local cloud") },
      ]);
    }
  });

  it("is the only one with such a rule, and with placeholders", () => {
    for (const { templates } of deployed) {
      expect(templates.filter((text) => assertionsOf(fieldsOf(JSON.parse(text))).length > 0)).toEqual([]);
      expect(templates.filter((text) => /\.invalid|127\.0\.0\.1|persona-/.test(text))).toEqual([]);
    }
  });
});

describe("the identity target", () => {
  let template: Fields;
  let resources: { readonly type: string; readonly id: string; readonly properties: Fields; readonly raw: Fields }[];
  beforeAll(() => {
    const out = join(temporaryFolder("identity"), "out");
    const environment = { ECOVALUE_SIGN_IN_DOMAIN: "ezhou-exchange", ECOVALUE_SIGN_IN_CALLBACKS: "https://exchange.gov.cn/signed-in" };
    synthesizeIdentity({ out, settings: readIdentitySettings(environment) });
    const templates = templatesIn(out);
    expect([...templates.keys()]).toEqual(["ecovalue-identity"]);
    template = fieldsOf(templates.get("ecovalue-identity"));
    resources = Object.entries(fieldsOf(template.Resources)).map(([id, value]) => {
      const raw = fieldsOf(value);
      return { id, type: String(raw.Type), properties: fieldsOf(raw.Properties), raw };
    });
  });

  it("keeps its people when the stack goes, lets nobody sign up alone, and asks everybody for a second factor", () => {
    const [pool] = everyOf({ resources }, "AWS::Cognito::UserPool");
    expect(pool?.raw).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    expect(pool?.properties).toMatchObject({
      DeletionProtection: "ACTIVE",
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
    });
  });

  it("signs in at its own pages only, by code, and returns to the addresses of the settings", () => {
    const [client] = everyOf({ resources }, "AWS::Cognito::UserPoolClient");
    expect(client?.raw.DeletionPolicy).toBe("RetainExceptOnCreate");
    expect(client?.properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      CallbackURLs: ["https://exchange.gov.cn/signed-in"],
      PreventUserExistenceErrors: "ENABLED",
    });
  });

  it("tells the issuer and the audience that the product is then deployed with", () => {
    const values = Object.fromEntries(Object.entries(fieldsOf(template.Outputs)).map(([name, output]) => [name, fieldsOf(output).Value]));
    const [pool] = everyOf({ resources }, "AWS::Cognito::UserPool");
    const [client] = everyOf({ resources }, "AWS::Cognito::UserPoolClient");
    expect(values.Issuer).toEqual({ "Fn::GetAtt": [pool?.id, "ProviderURL"] });
    expect(referenced(values.Audience)).toBe(client?.id);
    expect(Object.keys(values)).toEqual(["Issuer", "Audience", "UserPool", "SignIn"]);
  });

  it("is refused in the China regions, which have no user pools", () => {
    expect(assertionsOf(template)).toEqual([
      {
        Assert: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "AWS::Partition" }, "aws-cn"] }] },
        AssertDescription: expect.stringContaining("no Cognito user pools in the China regions"),
      },
    ]);
  });
});
