import { readSettings } from "../../infra/settings/settings.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { type Account, accountIn } from "./account.ts";

/** Settings as an exchange could have them in an account; nothing calls these addresses. */
export const settingsIn = ({ accountId, region, partition }: Account) => ({
  ECOVALUE_ISSUER: "https://id.ezhou-exchange.cn",
  ECOVALUE_AUDIENCE: "ecovalue-api",
  ECOVALUE_FIRST_OPERATOR: "2c9a1f64-5d0e-4b7a-9a51-3f0a4a1d7c11",
  ECOVALUE_PORTAL_ORIGINS: "https://ezhou-exchange.cn",
  ECOVALUE_ALARM_TOPIC_ARN: `arn:${partition}:sns:${region}:${accountId}:alarms`,
  ECOVALUE_OBJECT_LOCK: "compliance",
  // The partition of China has neither SES nor SMS.
  ...(partition === "aws-cn" ? { ECOVALUE_NOTICE_CHANNELS: "" } : { ECOVALUE_MAIL_SENDER: "notices@ezhou-exchange.cn" }),
});

/** Writes the assembly that is deployed, with all settings set, for an account. */
export async function synthesizeDeployed(out: string, account = accountIn("us-east-1")): Promise<void> {
  console.log("Building the functions and synthesizing the templates that are deployed …");
  await synthesize({ out, settings: readSettings("deployed", settingsIn(account)) });
}
