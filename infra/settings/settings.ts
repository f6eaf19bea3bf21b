import * as z from "zod";

/** Retentions in days that CloudWatch Logs offers. */
const logRetentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** Settings of a deployment. Nothing here is secret; a region-agnostic template serves `aws` and `aws-cn`. */
export const settingsSchema = z.strictObject({
  /** Prefix of stack and resource names, unique per deployment. Without hyphens, so that no name begins with another deployment's prefix. */
  deployment: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,20}$/, "2 to 21 lower-case letters and digits, without hyphens")
    .default("ecovalue"),
  /** OpenID issuer of access tokens; https, or http on loopback for a local issuer. */
  issuer: z
    .string()
    .regex(/^(https:\/\/|http:\/\/127\.0\.0\.1[:/])/)
    .default("https://identity.example.invalid/ecovalue"),
  /** Audience (or client id) that tokens must name. */
  audience: z.string().min(1).default("ecovalue-api"),
  /** Token subject of the first operator: the operator party this person registers is admitted at once. */
  firstOperator: z.string().min(1).default("persona-operator"),
  /** Hour of a working day, in Shanghai, by which the bank days before it have to be closed; an alarm fires later. */
  bankDayHour: z
    .string()
    .regex(/^(?:[0-9]|1[0-9]|2[0-3])$/, "an hour from 0 to 23")
    .default("10"),
  /** Address that mail to members comes from; its domain is an identity that SES has verified. */
  mailSender: z.email().default("notices@exchange.example.invalid"),
  /** Channels on which notices are sent, separated by commas; empty where a region has neither SES nor SMS. */
  noticeChannels: z
    .string()
    .regex(/^(?:(?:mail|sms)(?:,(?:mail|sms))?)?$/, "mail, sms, both separated by a comma, or nothing")
    .default("mail,sms"),
  /** Processor architecture; `x86_64` where arm64 is not confirmed (China regions). */
  architecture: z.enum(["x86_64", "arm64"]).default("x86_64"),
  /** Days to retain logs; trade records are data and stay in tables. */
  logRetentionDays: z.coerce
    .number()
    .refine((days) => logRetentions.includes(days), `one of ${logRetentions.join(", ")}`)
    .default(180),
  /** ARN of the topic that alarms notify; without it, alarms only show on the dashboard. */
  alarmTopicArn: z.string().optional(),
  /** Origins of portals that may call the API from a browser. */
  portalOrigins: z
    .string()
    .default("http://127.0.0.1:5173")
    .transform((text) => text.split(",")),
});
/** Checked settings. */
export type Settings = z.output<typeof settingsSchema>;

/** Reads settings from `ECOVALUE_*` variables; throws with the names of all invalid settings. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = {
    deployment: environment.ECOVALUE_DEPLOYMENT,
    issuer: environment.ECOVALUE_ISSUER,
    audience: environment.ECOVALUE_AUDIENCE,
    firstOperator: environment.ECOVALUE_FIRST_OPERATOR,
    bankDayHour: environment.ECOVALUE_BANK_DAY_HOUR,
    mailSender: environment.ECOVALUE_MAIL_SENDER,
    noticeChannels: environment.ECOVALUE_NOTICE_CHANNELS,
    architecture: environment.ECOVALUE_ARCHITECTURE,
    logRetentionDays: environment.ECOVALUE_LOG_RETENTION_DAYS,
    alarmTopicArn: environment.ECOVALUE_ALARM_TOPIC_ARN,
    portalOrigins: environment.ECOVALUE_PORTAL_ORIGINS,
  };
  return settingsSchema.parse(given);
}
