import * as z from "zod";
import { isPlainSubject } from "../../shared/kernel/subject.ts";
import { type Environment, readTable, type SettingsTable, type Target, type ValuesOf } from "./setting.ts";
import { tags } from "./tags.ts";
import { isNotPublic, isReservedHost, numberText, textList, textListWhere, textOneOf } from "./texts.ts";

/** Retentions in days that CloudWatch Logs offers. */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** What commands print where there is nothing, such as `aws … --output text`. */
const nothing = /^(?:None|null|undefined)$/i;

/** Whether a deployment goes to `aws-cn`: the ARN of its topic names the partition. */
function isInChina({ ECOVALUE_ALARM_TOPIC_ARN = "" }: Environment): boolean {
  return ECOVALUE_ALARM_TOPIC_ARN.startsWith("arn:aws-cn:");
}

/** Settings of everything that is deployed. */
const common = {
  deployment: {
    variable: "ECOVALUE_DEPLOYMENT",
    sets: "Prefix of stack and resource names, unique per account and region; no hyphens, so that no name begins with another deployment's",
    expected: "2 to 21 lower-case letters and digits that begin with a letter, without hyphens",
    schema: z.string().regex(/^[a-z][a-z0-9]{1,20}$/),
    fallback: "ecovalue",
  },
  tags: {
    variable: "ECOVALUE_TAGS",
    sets: "Tags of all stacks and their resources, beside `project`, `deployment` and `stack`",
    expected:
      "key=value pairs separated by commas, such as department=exchange,cost-centre=4207, at most 40, each key once and none that every stack has, whatever their case",
    schema: tags,
    fallback: "",
  },
} as const satisfies SettingsTable;

/** Settings of the product. None is secret; the templates name no region and serve `aws` and `aws-cn`. */
export const deploymentSettings = {
  ...common,
  issuer: {
    variable: "ECOVALUE_ISSUER",
    sets: "OpenID issuer of access tokens, exactly as the tokens name it in `iss`",
    expected:
      "the https address of an OpenID issuer on a public host, such as https://id.exchange.gov.cn, as it stands in its tokens: without user, password, query, fragment and /.well-known/openid-configuration",
    schema: z.string().regex(/^(?:https:\/\/[^\s?#@]+|http:\/\/127\.0\.0\.1[:/][^\s?#@]*)(?<!\/\.well-known\/openid-configuration\/?)$/),
    undeployable: isNotPublic,
    localFallback: "https://identity.example.invalid/ecovalue",
  },
  audience: {
    variable: "ECOVALUE_AUDIENCE",
    sets: "Audience that access tokens must name in `aud`, or in `client_id` where they have no `aud` (Cognito)",
    expected: "the one audience or client id that the issuer gives this API, without blanks and commas",
    schema: z
      .string()
      .regex(/^[^\s,]{1,255}$/)
      .refine((text) => !nothing.test(text)),
    localFallback: "ecovalue-api",
  },
  firstOperator: {
    variable: "ECOVALUE_FIRST_OPERATOR",
    sets: "Token subject (`sub`) of the person who registers the operator of the exchange: that party is admitted at once",
    expected:
      "the `sub` of a person at the issuer: visible ASCII characters without blanks, none of the local cloud's personas, and not None, which `aws --output text` prints for nothing",
    schema: z.string().refine((text) => isPlainSubject(text) && !text.includes(" ") && !nothing.test(text)),
    undeployable: (text) => text.startsWith("persona-"),
    localFallback: "persona-operator",
  },
  portalOrigins: {
    variable: "ECOVALUE_PORTAL_ORIGINS",
    sets: "Origins of the portals that may call the API from a browser",
    expected:
      "https origins on public hosts separated by commas, each once, such as https://exchange.gov.cn, without path and trailing slash",
    schema: textListWhere((text) => URL.parse(text)?.origin === text).refine((all) => new Set(all).size === all.length),
    undeployable: (text) => textList(text).some(isNotPublic),
    localFallback: "http://127.0.0.1:5173",
  },
  alarmTopicArn: {
    variable: "ECOVALUE_ALARM_TOPIC_ARN",
    sets: "Topic that every alarm notifies; somebody has to be subscribed to it",
    expected: "the ARN of an SNS topic of the same region, such as arn:aws-cn:sns:cn-north-1:123456789012:ecovalue-alarms",
    schema: z.string().regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
    undeployable: (text) => text.includes(":000000000000:"),
    // Alarms are silent in the local cloud.
    localFallback: "arn:aws:sns:local:000000000000:alarms",
  },
  noticeChannels: {
    variable: "ECOVALUE_NOTICE_CHANNELS",
    sets: "Channels on which notices are sent; empty in `aws-cn`, where AWS offers neither. Rights to send follow it",
    expected: "mail, sms, both separated by a comma, or empty",
    schema: z.string().regex(/^(?:(?:mail|sms)|mail,sms|sms,mail)?$/),
    fallback: "mail,sms",
    conflict: (text, environment) =>
      text !== "" && isInChina(environment)
        ? "empty, because ECOVALUE_ALARM_TOPIC_ARN is in aws-cn, which has neither SES nor SMS"
        : undefined,
  },
  mailSender: {
    variable: "ECOVALUE_MAIL_SENDER",
    sets: "Address that mail to members comes from; its domain is an identity that SES has verified",
    expected: "a mail address whose domain SES has verified; domains of examples are refused",
    schema: z.email(),
    undeployable: (text) => isReservedHost(text.slice(text.lastIndexOf("@") + 1)),
    localFallback: "notices@exchange.example.invalid",
    neededWhen: {
      variable: "ECOVALUE_NOTICE_CHANNELS",
      holds: ({ ECOVALUE_NOTICE_CHANNELS = "mail,sms" }) => textList(ECOVALUE_NOTICE_CHANNELS).includes("mail"),
      condition: "has mail",
    },
  },
  bankDayHour: {
    variable: "ECOVALUE_BANK_DAY_HOUR",
    sets: "Hour of a working day, in Shanghai, by which the bank days before it have to be closed; an alarm fires later",
    expected: "an hour from 0 to 23",
    schema: z.string().regex(/^(?:[0-9]|1[0-9]|2[0-3])$/),
    fallback: "10",
  },
  architecture: {
    variable: "ECOVALUE_ARCHITECTURE",
    sets: "Processor architecture of the functions; `x86_64` where arm64 is not confirmed (China regions)",
    expected: "x86_64 or arm64",
    schema: textOneOf("x86_64", "arm64"),
    fallback: "x86_64",
  },
  logRetentionDays: {
    variable: "ECOVALUE_LOG_RETENTION_DAYS",
    sets: "Days to keep logs; trade records are data and stay in tables",
    expected: `one of ${logRetentions.join(", ")}`,
    schema: numberText(1, 3653).refine((days) => logRetentions.includes(days)),
    fallback: "180",
  },
  tracing: {
    variable: "ECOVALUE_TRACING",
    sets: "X-Ray traces of the functions, except those whose calls are confidential; X-Ray is not offered in `aws-cn`",
    expected: "off or active",
    schema: textOneOf("off", "active"),
    fallback: "off",
    conflict: (text, environment) =>
      text !== "off" && isInChina(environment) ? "off, because ECOVALUE_ALARM_TOPIC_ARN is in aws-cn, which has no X-Ray" : undefined,
  },
  biddingConcurrency: {
    variable: "ECOVALUE_BIDDING_CONCURRENCY",
    sets: "Concurrent runs reserved for bidding, and its limit; AWS refuses a reservation that leaves the account fewer than 100, as in a new account",
    expected:
      "0 for no reservation, or a number from 100 to 1000: 500 bids a second, the limit of their route, of 0.15 seconds each run 75 at once, and what is over the reservation is refused",
    schema: numberText(0, 1000).refine((runs) => runs === 0 || runs >= 100),
    fallback: "0",
  },
  backups: {
    variable: "ECOVALUE_BACKUPS",
    sets: "AWS Backup of all tables beside their 35 days of point-in-time recovery: a recovery point every day, and one a month for auditors",
    expected: "off or daily",
    schema: textOneOf("off", "daily"),
    fallback: "off",
  },
  backupDays: {
    variable: "ECOVALUE_BACKUP_DAYS",
    sets: "Days to keep daily recovery points",
    expected: "a number of days from 7 to 3650",
    schema: numberText(7, 3650),
    fallback: "35",
  },
  backupYears: {
    variable: "ECOVALUE_BACKUP_YEARS",
    sets: "Years to keep monthly recovery points",
    expected: "a number of years from 1 to 100",
    schema: numberText(1, 100),
    fallback: "10",
  },
  objectLock: {
    variable: "ECOVALUE_OBJECT_LOCK",
    sets: "Mode of the lock on evidence of auctions and on the archive of records. With `compliance` nobody, not the account's root, deletes an object before its lock ends; with `governance` who has a right of its own may, as in a deployment that is tried and deleted",
    expected: "compliance, or governance for a deployment that is not the exchange itself",
    schema: textOneOf("compliance", "governance"),
    // Neither holds unsaid: what is locked in compliance mode stays, and what was not can't be proven.
    localFallback: "governance",
  },
  objectLockDays: {
    variable: "ECOVALUE_OBJECT_LOCK_DAYS",
    sets: "Days for which each of these objects is locked from its creation; objects that are there keep their lock when it changes",
    expected: "a number of days from 1 to 36500",
    schema: numberText(1, 36_500),
    fallback: "3650",
  },
  exportDays: {
    variable: "ECOVALUE_EXPORT_DAYS",
    sets: "Days after which the file of an export expires; it can be asked for again",
    expected: "a number of days from 1 to 365",
    schema: numberText(1, 365),
    fallback: "7",
  },
  archiveQueries: {
    variable: "ECOVALUE_ARCHIVE_QUERIES",
    sets: "How the archive of records is queried: a table, a workgroup and named queries of Athena in a stack of their own; off in a region without Athena",
    expected: "athena or off",
    schema: textOneOf("athena", "off"),
    fallback: "athena",
  },
  archiveScanMb: {
    variable: "ECOVALUE_ARCHIVE_SCAN_MB",
    sets: "Megabytes of the archive that one query reads at most; Athena stops it there, and what it read is paid for",
    expected: "a number of megabytes from 10 to 1000000",
    schema: numberText(10, 1_000_000),
    fallback: "10000",
  },
} as const satisfies SettingsTable;

/** Settings of the optional identity stack. */
export const identitySettings = {
  ...common,
  signInDomain: {
    variable: "ECOVALUE_SIGN_IN_DOMAIN",
    sets: "Prefix of the domain of Cognito's sign-in pages, unique in the region",
    expected: "1 to 63 lower-case letters, digits and inner hyphens, without the words aws, amazon and cognito",
    schema: z.string().regex(/^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/),
  },
  signInCallbacks: {
    variable: "ECOVALUE_SIGN_IN_CALLBACKS",
    sets: "Addresses to which people return after signing in or out: pages of the portals, or of a person's own machine",
    expected: "https addresses on public hosts, or http://localhost ones, separated by commas",
    schema: textListWhere((text) => !isNotPublic(text) || /^http:\/\/localhost(?::\d+)?\//.test(text)),
  },
} as const satisfies SettingsTable;

/** One environment may hold the settings of both. */
const tables = [deploymentSettings, identitySettings];

/** Checked settings of the product, and the target they were checked for. */
export type Settings = ValuesOf<typeof deploymentSettings> & { readonly target: Target };
/** Checked settings of the identity stack. */
export type IdentitySettings = ValuesOf<typeof identitySettings>;

/** Reads the product's settings for a target from `ECOVALUE_*` variables; throws `WrongSettings`. */
export function readSettings(target: Target, environment: Environment): Settings {
  return { ...readTable(deploymentSettings, { environment, target, tables }), target };
}

/**
 * Name of the deployment that a command is about: that of `ECOVALUE_DEPLOYMENT`, or the one that is deployed without it. Throws
 * `WrongSettings`.
 */
export function readDeploymentName(environment: Environment): string {
  return readTable({ deployment: common.deployment }, { environment, target: "local", tables }).deployment;
}

/** Reads the identity stack's settings from `ECOVALUE_*` variables; throws `WrongSettings`. It is only ever deployed. */
export function readIdentitySettings(environment: Environment): IdentitySettings {
  return readTable(identitySettings, { environment, target: "deployed", tables });
}
