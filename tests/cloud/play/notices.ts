import { deepEqual } from "node:assert/strict";
import { type ContextPlay, minute, type Scene } from "../../support/play.ts";
import { codeIn } from "../../support/post-office.ts";
import { replayGrounds } from "../../support/replay-grounds.ts";
import { sentMessages } from "../../support/sent-messages.ts";

const addresses = { mail: "liu@mill.example", sms: "+8613800000001" } as const;
type Channel = keyof typeof addresses;

/** Notices are listed and marked as read; the mill confirms a mail address and a phone, which its next bank line is told to. */
export const play: ContextPlay["play"] = async (scene) => {
  const { ask, refused } = scene.client;
  await scene.reads("/notices", "/notices?limit=0", "validation-failed", "mill");
  const { items } = await ask({ as: "mill", method: "GET", path: "/notices?unread=true" });
  const [{ noticeId } = { noticeId: "" }] = items as { noticeId: string }[];
  await ask({ as: "mill", method: "PUT", path: `/notices/${noticeId}/read` });
  await refused("not-found", { as: "mill", method: "PUT", path: "/notices/none/read" });
  await scene.reads("/notices/kinds", "/notices/kinds?kind=due", "validation-failed");
  for (const channel of ["mail", "sms"] as const) await giveAddress(scene, channel);
  await scene.receive("mill", "2.00");
  await scene.stage.untilIdle();
  for (const channel of ["mail", "sms"] as const) {
    const [, notice] = sentMessages(scene.stage.state, channel, addresses[channel]);
    if (!notice?.text.includes("2.00")) throw new Error(`no ${channel} told the mill of its bank line`);
  }
  await scene.reads("/notices/deliveries", "/notices/deliveries?limit=0", "validation-failed", "mill");
  await outlastAnOutage(scene);
  await changeAddresses(scene);
};

/** SES takes nothing for half an hour: the delivery fails five times, waits in the failure queue, and arrives once it is replayed. */
async function outlastAnOutage(scene: Scene): Promise<void> {
  const { stage, client } = scene;
  const standing = async () => {
    const { items } = await client.ask({ as: "mill", method: "GET", path: "/notices/deliveries?limit=5" });
    const mail = (items as { channel: string; state: string; attempts: number }[]).find(({ channel }) => channel === "mail");
    return { state: mail?.state, attempts: mail?.attempts, failures: await stage.failures() };
  };
  const end = await stage.gateway.injectFault({ match: { operation: "SendEmail" }, fault: "throttle" });
  await scene.receive("mill", "3.00");
  await stage.untilIdle();
  // A message that failed is visible again after six minutes.
  for (let attempt = 1; attempt <= 5; attempt += 1) await scene.moveOn(7 * minute);
  deepEqual(await standing(), { state: "failed", attempts: 5, failures: { "ecovalue-deliveries-failed": 1 } });
  await end();
  await stage.invoke("ecovalue-replay", { queue: "deliveries", ...replayGrounds });
  await stage.untilIdle();
  deepEqual(await standing(), { state: "sent", attempts: 6, failures: {} });
}

async function giveAddress(scene: Scene, channel: Channel): Promise<void> {
  const { ask, refused } = scene.client;
  const path = `/notices/addresses/${channel}`;
  await ask({ as: "mill", method: "PUT", path, body: { address: addresses[channel] } });
  await refused("address-invalid", { as: "mill", method: "PUT", path, body: { address: "nowhere" } });
  await scene.stage.untilIdle();
  const confirmation = (code: string) => ({ as: "mill", method: "POST", path: `${path}/confirmation`, body: { code } }) as const;
  await refused("code-wrong", confirmation("00000-00000"));
  await ask(confirmation(codeIn(sentMessages(scene.stage.state, channel, addresses[channel]).at(-1)?.text)));
}

async function changeAddresses(scene: Scene): Promise<void> {
  const { ask, refused } = scene.client;
  const choice = (kind: string) =>
    ({ as: "mill", method: "PUT", path: `/notices/addresses/mail/kinds/${kind}`, body: { wanted: false } }) as const;
  await ask(choice("received"));
  await refused("notice-required", choice("due"));
  await ask({ as: "mill", method: "GET", path: "/notices/addresses" });
  await refused("not-a-member", { as: "newcomer", method: "GET", path: "/notices/addresses" });
  // A confirmed address and one that still waits for its code.
  await ask({ as: "mill", method: "PUT", path: "/notices/addresses/sms", body: { address: "+8613800000002" } });
  await scene.stage.untilIdle();
  const removal = { as: "mill", method: "DELETE", path: "/notices/addresses/sms" } as const;
  await ask(removal);
  await refused("not-found", removal);
}
