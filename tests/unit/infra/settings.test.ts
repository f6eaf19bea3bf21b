import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Environment, WrongSettings } from "../../../infra/settings/setting.ts";
import { deploymentSettings, readDeploymentName, readIdentitySettings, readSettings } from "../../../infra/settings/settings.ts";
import { settingsDocument } from "../../../infra/settings/settings-document.ts";
import { requiredSettings } from "../../support/required-settings.ts";

/** What is said of the settings that a reader refuses; nothing when it takes them. */
function refusals(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof WrongSettings) return error.sentences;
    throw error;
  }
}

const deployed = (environment: Environment): readonly string[] => refusals(() => readSettings("deployed", environment));
const withSetting = (variable: string, value: string | undefined): readonly string[] =>
  deployed({ ...requiredSettings, [variable]: value });

describe("the settings of a deployment", () => {
  it("are refused without any, in one sentence for each that is required, by its variable", () => {
    expect(deployed({}).map((sentence) => sentence.split(" ").slice(0, 4).join(" "))).toEqual([
      "ECOVALUE_ISSUER is not set.",
      "ECOVALUE_AUDIENCE is not set.",
      "ECOVALUE_FIRST_OPERATOR is not set.",
      "ECOVALUE_PORTAL_ORIGINS is not set.",
      "ECOVALUE_ALARM_TOPIC_ARN is not set.",
      "ECOVALUE_MAIL_SENDER is not set",
      "ECOVALUE_OBJECT_LOCK is not set.",
    ]);
    expect(deployed({}).at(-2)).toContain("although ECOVALUE_NOTICE_CHANNELS has mail");
  });

  it("are taken when all of these are set, with everything else off or at its default", () => {
    expect(readSettings("deployed", requiredSettings)).toMatchObject({
      ...{ target: "deployed", deployment: "ecovalue", tracing: "off", biddingConcurrency: 0, backups: "off", tags: {} },
      portalOrigins: ["https://exchange.gov.cn", "https://portal.exchange.gov.cn"],
    });
  });

  it.for(Object.keys(requiredSettings))("are refused without %s", (variable) => {
    expect(withSetting(variable, undefined)).toEqual([expect.stringMatching(new RegExp(`^${variable} is not set`))]);
  });

  it.for([
    ["ECOVALUE_ISSUER", "https://identity.example.invalid/ecovalue"],
    ["ECOVALUE_ISSUER", "http://127.0.0.1:8081"],
    ["ECOVALUE_ISSUER", "http://id.exchange.gov.cn"],
    ["ECOVALUE_ISSUER", "https://localhost/"],
    ["ECOVALUE_ISSUER", "id.exchange.gov.cn"],
    ["ECOVALUE_ISSUER", ""],
    ["ECOVALUE_ISSUER", "https://idp"],
    ["ECOVALUE_ISSUER", "https://id.exchange.gov.cn/.well-known/openid-configuration"],
    ["ECOVALUE_ISSUER", "https://id.exchange.gov.cn/?realm=1"],
    ["ECOVALUE_ISSUER", "https://id.exchange.gov.cn/#"],
    ["ECOVALUE_AUDIENCE", ""],
    ["ECOVALUE_AUDIENCE", "api,web"],
    ["ECOVALUE_AUDIENCE", "None"],
    ["ECOVALUE_FIRST_OPERATOR", "persona-operator"],
    ["ECOVALUE_FIRST_OPERATOR", " 4f1c"],
    ["ECOVALUE_FIRST_OPERATOR", "a b"],
    ["ECOVALUE_FIRST_OPERATOR", "None"],
    ["ECOVALUE_PORTAL_ORIGINS", "http://127.0.0.1:5173"],
    ["ECOVALUE_PORTAL_ORIGINS", "https://exchange.gov.cn,http://exchange.gov.cn"],
    ["ECOVALUE_PORTAL_ORIGINS", "https://exchange.gov.cn/"],
    ["ECOVALUE_PORTAL_ORIGINS", "https://exchange.gov.cn, https://portal.exchange.gov.cn"],
    ["ECOVALUE_PORTAL_ORIGINS", "*"],
    ["ECOVALUE_PORTAL_ORIGINS", ""],
    ["ECOVALUE_PORTAL_ORIGINS", "https://portal"],
    ["ECOVALUE_PORTAL_ORIGINS", "https://exchange.gov.cn,https://exchange.gov.cn"],
    ["ECOVALUE_ALARM_TOPIC_ARN", "alarms"],
    ["ECOVALUE_ALARM_TOPIC_ARN", "arn:aws:sqs:eu-central-1:123456789012:alarms"],
    ["ECOVALUE_ALARM_TOPIC_ARN", "arn:aws:sns:local:000000000000:alarms"],
    ["ECOVALUE_MAIL_SENDER", "notices@exchange.example.invalid"],
    ["ECOVALUE_MAIL_SENDER", "notices@example.com"],
    ["ECOVALUE_MAIL_SENDER", "notices"],
    ["ECOVALUE_DEPLOYMENT", "eco-value"],
    ["ECOVALUE_NOTICE_CHANNELS", "fax"],
    ["ECOVALUE_BANK_DAY_HOUR", "24"],
    ["ECOVALUE_ARCHITECTURE", "riscv"],
    ["ECOVALUE_LOG_RETENTION_DAYS", "181"],
    ["ECOVALUE_TAGS", "department"],
    ["ECOVALUE_TAGS", "project=mine"],
    ["ECOVALUE_TAGS", "aws:x=1"],
    ["ECOVALUE_TAGS", "a=1,a=2"],
    ["ECOVALUE_TAGS", "Project=x"],
    ["ECOVALUE_TAGS", "Cost=1,cost=2"],
    ["ECOVALUE_TRACING", "on"],
    ["ECOVALUE_BIDDING_CONCURRENCY", "-1"],
    ["ECOVALUE_BIDDING_CONCURRENCY", "1e2"],
    ["ECOVALUE_BIDDING_CONCURRENCY", "1"],
    ["ECOVALUE_BIDDING_CONCURRENCY", "99"],
    ["ECOVALUE_BACKUPS", "yes"],
    ["ECOVALUE_BACKUP_DAYS", "0"],
    ["ECOVALUE_BACKUP_YEARS", "ten"],
    ["ECOVALUE_OBJECT_LOCK", "off"],
    ["ECOVALUE_OBJECT_LOCK_DAYS", "0"],
    ["ECOVALUE_EXPORT_DAYS", "366"],
    ["ECOVALUE_ARCHIVE_QUERIES", "on"],
    ["ECOVALUE_ARCHIVE_SCAN_MB", "9"],
  ] as const)("are refused with %s=%s, by name, value and what is expected", ([variable, value]) => {
    const { expected } = Object.values(deploymentSettings).find((setting) => setting.variable === variable) ?? { expected: "no setting" };
    expect(withSetting(variable, value)).toEqual([`${variable} is ${JSON.stringify(value)}. It has to be ${expected}.`]);
  });

  it.for([
    ["ECOVALUE_ISSUER", "https://admin:Hidden@id.exchange.gov.cn"],
    ["ECOVALUE_ISSUER", "https:admin:Hidden/@x@id.exchange.gov.cn"],
    ["ECOVALUE_PORTAL_ORIGINS", "https://exchange.gov.cn,https://admin:Hid den@exchange.gov.cn"],
  ] as const)("are refused with a password in %s without printing it", ([variable, value]) => {
    expect(withSetting(variable, value)).toEqual([expect.stringMatching(new RegExp(`^${variable} is "https:…@\\S+". It has to be `))]);
    expect(withSetting(variable, value).join()).not.toMatch(/admin|Hid|den/);
  });

  it("name what aws-cn does not have where the topic is of that partition", () => {
    const inChina = { ...requiredSettings, ECOVALUE_ALARM_TOPIC_ARN: "arn:aws-cn:sns:cn-north-1:123456789012:alarms" };
    const because = "because ECOVALUE_ALARM_TOPIC_ARN is in aws-cn, which has";
    expect(deployed({ ...inChina, ECOVALUE_TRACING: "active", ECOVALUE_NOTICE_CHANNELS: "sms" })).toEqual([
      `ECOVALUE_NOTICE_CHANNELS is "sms". It has to be empty, ${because} neither SES nor SMS.`,
      `ECOVALUE_TRACING is "active". It has to be off, ${because} no X-Ray.`,
    ]);
    expect(deployed(inChina)).toEqual([`ECOVALUE_NOTICE_CHANNELS is not set. It has to be empty, ${because} neither SES nor SMS.`]);
    expect(deployed({ ...inChina, ECOVALUE_NOTICE_CHANNELS: "" })).toEqual([]);
    expect(withSetting("ECOVALUE_TRACING", "active")).toEqual([]);
  });

  it("need a mail sender only where mail is a channel", () => {
    const { ECOVALUE_MAIL_SENDER: _, ...others } = requiredSettings;
    expect(deployed({ ...others, ECOVALUE_NOTICE_CHANNELS: "sms,mail" })).toHaveLength(1);
    for (const channels of ["sms", ""]) expect(deployed({ ...others, ECOVALUE_NOTICE_CHANNELS: channels })).toEqual([]);
  });

  it("are refused with a variable that is no setting, because a misspelt one would be ignored", () => {
    expect(withSetting("ECOVALUE_BACKUP", "daily")).toEqual(["ECOVALUE_BACKUP is no setting: correct its name, or unset it."]);
    expect(withSetting("ECOVALUE_TESTS", "long")).toEqual([]);
    expect(withSetting("ECOVALUE_SIGN_IN_DOMAIN", "ezhou")).toEqual([]);
  });

  it("tell all that is wrong at once", () => {
    expect(deployed({ ...requiredSettings, ECOVALUE_TRACING: "on", ECOVALUE_ISSUER: "x", ECOVALUE_TYPO: "1" })).toHaveLength(3);
  });

  it("have tags by key", () => {
    const { tags } = readSettings("deployed", { ...requiredSettings, ECOVALUE_TAGS: "部门=exchange,cost-centre=42:07" });
    expect(tags).toEqual({ 部门: "exchange", "cost-centre": "42:07" });
  });
});

it("the name of the deployment that a command is about is read as for a deployment, with the same default", () => {
  expect([readDeploymentName({}), readDeploymentName({ ECOVALUE_DEPLOYMENT: "spring" })]).toEqual(["ecovalue", "spring"]);
  expect(refusals(() => readDeploymentName({ ECOVALUE_DEPLOYMENT: "spring-2" }))).toHaveLength(1);
});

describe("the settings of the local target", () => {
  it("are all optional, and may be of this machine", () => {
    expect(readSettings("local", {})).toMatchObject({ target: "local", firstOperator: "persona-operator" });
    expect(readSettings("local", { ECOVALUE_PORTAL_ORIGINS: "http://127.0.0.1:3000" }).portalOrigins).toEqual(["http://127.0.0.1:3000"]);
    expect(refusals(() => readSettings("local", { ECOVALUE_TRACING: "on" }))).toHaveLength(1);
  });
});

describe("the settings of the identity stack", () => {
  const set = {
    ECOVALUE_SIGN_IN_DOMAIN: "ezhou-exchange",
    ECOVALUE_SIGN_IN_CALLBACKS: "https://exchange.gov.cn/signed-in,http://localhost:8400/",
  };

  it("need nothing that is only known once it is deployed", () => {
    expect(readIdentitySettings(set).signInCallbacks).toEqual(["https://exchange.gov.cn/signed-in", "http://localhost:8400/"]);
    expect(refusals(() => readIdentitySettings(requiredSettings)).map((sentence) => sentence.split(" ")[0])).toEqual(Object.keys(set));
  });

  it.for([
    ["ECOVALUE_SIGN_IN_DOMAIN", "my-cognito"],
    ["ECOVALUE_SIGN_IN_DOMAIN", "Ezhou"],
    ["ECOVALUE_SIGN_IN_CALLBACKS", "http://exchange.gov.cn/signed-in"],
    ["ECOVALUE_SIGN_IN_CALLBACKS", "http://localhost.evil.cn/"],
    ["ECOVALUE_SIGN_IN_CALLBACKS", ""],
  ] as const)("are refused with %s=%s", ([variable, value]) => {
    expect(refusals(() => readIdentitySettings({ ...set, [variable]: value }))).toEqual([
      expect.stringContaining(`${variable} is ${JSON.stringify(value)}.`),
    ]);
  });
});

it("docs/settings.md is what `npm run describe` writes", () => {
  expect(readFileSync(join(import.meta.dirname, "../../../docs/settings.md"), "utf8")).toBe(settingsDocument());
});
