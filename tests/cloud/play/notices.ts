import type { ContextPlay, Scene } from "../../support/play.ts";
import { codeIn } from "../../support/post-office.ts";
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
  await changeAddresses(scene);
};

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
