import type { Environment } from "../../infra/settings/setting.ts";

/** What every deployment has to set, as variables. */
export const requiredSettings = {
  ECOVALUE_ISSUER: "https://id.exchange.gov.cn",
  ECOVALUE_AUDIENCE: "ecovalue-api",
  ECOVALUE_FIRST_OPERATOR: "4f1c9a7e-0b1d",
  ECOVALUE_PORTAL_ORIGINS: "https://exchange.gov.cn,https://portal.exchange.gov.cn",
  ECOVALUE_ALARM_TOPIC_ARN: "arn:aws:sns:eu-central-1:123456789012:alarms",
  ECOVALUE_MAIL_SENDER: "notices@exchange.gov.cn",
  ECOVALUE_OBJECT_LOCK: "compliance",
} as const satisfies Environment;
