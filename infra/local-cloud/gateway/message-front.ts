import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { type Fields, fieldsOf, list, parseJson } from "../values.ts";
import { authorize, deniedMessage } from "./authorization.ts";
import type { GatewayContext } from "./context.ts";
import { unauthenticated } from "./dynamo-front.ts";
import { afterCommit, beforeCommit } from "./fault-effects.ts";
import { readBody } from "./http.ts";
import type { NeededRight } from "./policy.ts";

const mailPath = "/v2/email/outbound-emails";

/** A message as a function asks for it: the right it needs, and what is written to its file. */
interface Wanted {
  readonly operation: "SendEmail" | "Publish";
  readonly folder: "mail" | "sms";
  readonly right: NeededRight;
  readonly to: readonly string[];
  readonly message: Fields;
  /** Why the service refuses it for good; undefined if it takes it. */
  readonly invalid: string | undefined;
}

/** How one of the two services words its answers. */
interface Wording {
  sent(response: ServerResponse, messageId: string): void;
  refused(response: ServerResponse, status: number, name: string, message: string): void;
  /** Name and status of its refusal for too many requests. */
  readonly throttled: readonly [status: number, name: string];
}

/** Whether a request asks SES (version 2) to send a mail. */
export function isMail(request: IncomingMessage): boolean {
  return request.method === "POST" && request.url === mailPath;
}

/** Whether a request is one of SNS: the only service with query parameters in the body. */
export function isSms(request: IncomingMessage): boolean {
  return request.method === "POST" && String(request.headers["content-type"]).startsWith("application/x-www-form-urlencoded");
}

/**
 * Answers `SendEmail` of SES and `Publish` of SNS to a phone number. Messages go nowhere: each is written to a file, `mail/<time>-<id>.json`
 * or `sms/<time>-<id>.json`, in the order of the local clock.
 */
export function messageFront(
  context: GatewayContext,
  folder: string | undefined,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const raw = await readBody(request);
    const [wording, service] = isMail(request) ? ([mailWording, "ses"] as const) : ([smsWording, "sns"] as const);
    const refuse = (status: number, name: string, message: string): void => wording.refused(response, status, name, message);
    const known = context.authenticate(request, raw, service);
    if ("failure" in known) return refuse(403, unauthenticated[known.failure].name, unauthenticated[known.failure].message);
    const { caller } = known;
    const text = raw.toString("utf8");
    const wanted = isMail(request) ? wantedMail(context, text) : wantedSms(text);
    if (!wanted || folder === undefined)
      return refuse(400, "InvalidAction", "The local cloud sends mail and SMS, and nothing else of SES and SNS.");
    const denied = authorize(context, caller, [wanted.right]);
    if (denied) return refuse(403, "AccessDeniedException", deniedMessage(caller, denied));
    const { operation } = wanted;
    const target = { operation, resources: wanted.to, functionName: caller.functionName, accessKeyId: caller.accessKeyId };
    const matched = context.faults.matching(target);
    if (!(await beforeCommit(context, response, target, matched))) return;
    if (matched.some(({ fault }) => fault === "throttle" || fault === "throttle-request"))
      return refuse(...wording.throttled, "Maximum sending rate exceeded.");
    if (wanted.invalid !== undefined) return refuse(400, "InvalidParameter", wanted.invalid);
    const messageId = randomUUID();
    write(join(folder, wanted.folder), context.now(), { messageId, ...wanted.message });
    if (afterCommit(context, response, target, matched)) wording.sent(response, messageId);
  };
}

function wantedMail({ partition, region, accountId }: GatewayContext, raw: string): Wanted | undefined {
  const { FromEmailAddress, Destination, Content } = fieldsOf(parseJson(raw));
  const { Subject, Body, Headers } = fieldsOf(fieldsOf(Content).Simple);
  const from = String(FromEmailAddress);
  const to = list(fieldsOf(Destination).ToAddresses).map(String);
  const domain = from.slice(from.indexOf("@") + 1);
  const headers = Object.fromEntries(list(Headers).map((header) => [String(fieldsOf(header).Name), fieldsOf(header).Value]));
  const { Data: subject } = fieldsOf(Subject);
  const { Data: text } = fieldsOf(fieldsOf(Body).Text);
  return {
    ...{ operation: "SendEmail", folder: "mail", to },
    right: { action: "ses:SendEmail", resource: `arn:${partition}:ses:${region}:${accountId}:identity/${domain}` },
    message: { from, to, subject, text, headers },
    invalid: to.length > 0 && to.every((address) => /^[^@\s]+@[^@\s]+$/.test(address)) ? undefined : "Illegal address",
  };
}

/** `Publish` to a phone number or to a topic; the latter only to be denied. */
function wantedSms(raw: string): Wanted | undefined {
  const parameters = new URLSearchParams(raw);
  const to = parameters.get("PhoneNumber") ?? parameters.get("TopicArn");
  if (parameters.get("Action") !== "Publish" || to === null) return undefined;
  return {
    ...{ operation: "Publish", folder: "sms", to: [to] },
    right: { action: "sns:Publish", resource: to },
    message: { to, text: parameters.get("Message") },
    invalid: /^\+[1-9]\d{6,14}$/.test(to) ? undefined : `Invalid parameter: PhoneNumber Reason: ${to} is not valid to publish to`,
  };
}

const mailWording: Wording = {
  sent: (response, MessageId) => answer(response, 200, "application/json", JSON.stringify({ MessageId })),
  refused(response, status, name, message) {
    const body = JSON.stringify({ message });
    answer(response, status, "application/json", body, { "x-amzn-errortype": name === "InvalidParameter" ? "BadRequestException" : name });
  },
  throttled: [429, "TooManyRequestsException"],
};

const smsWording: Wording = {
  sent: (response, messageId) =>
    answer(
      response,
      200,
      "text/xml",
      `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${messageId}</MessageId></PublishResult></PublishResponse>`,
    ),
  refused(response, status, name, message) {
    const error = `<Error><Type>${status < 500 ? "Sender" : "Receiver"}</Type><Code>${name}</Code><Message>${escaped(message)}</Message></Error>`;
    answer(response, status, "text/xml", `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${error}</ErrorResponse>`);
  },
  throttled: [429, "Throttled"],
};

function answer(
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body), ...headers });
  response.end(body);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Writes a message; names sort by time. Only its owner may read the folder: codes are in it. */
function write(folder: string, now: number, message: Fields): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const sentAt = new Date(now).toISOString();
  const name = `${sentAt.replace(/\D/g, "")}-${String(message.messageId).slice(0, 8)}.json`;
  writeFileSync(join(folder, name), `${JSON.stringify({ sentAt, ...message }, undefined, 2)}\n`, { mode: 0o600 });
}
