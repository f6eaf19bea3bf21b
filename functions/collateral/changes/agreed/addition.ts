import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { payerConfirmed } from "../../income/payer-confirmed.ts";
import { partTwice } from "../../pledges/draft-pledge.ts";
import { pledgingFault, pledgingOf } from "../../pledges/pledging.ts";
import { placesOfParts } from "../../pledges/position.ts";
import { registration } from "../../pledges/register-pledge.ts";
import { mostParts } from "../../pledges/shapes.ts";
import { slicesOf } from "../../register/register.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

/**
 * Further collateral: it keeps every rule of pledging, is held by its own registration and ranks from it. The appraisal is of everything that is
 * pledged then. The authorities of an area in which something is added answer for the pledge too. A filed pledge has to be amended in the
 * unified registry before the added parts have a place there.
 */
export const addition: Decide<"addition"> = async (ports, pledge, { parts, appraisedCny, appraisedOn, acceptedSeniors }, at) => {
  const today = dayOf(at);
  if (appraisedOn > today) return refuse({ code: "date-in-future", date: appraisedOn, today });
  const twice = partTwice(parts);
  if (twice) return refuse({ code: "position-twice", account: twice.account, instrument: twice.instrument });
  const all = [...pledge.parts, ...parts];
  if (all.length > mostParts) return refuse({ code: "too-many-parts", most: mostParts, source: changeSource("addition") });
  const owner = await ports.members.party(pledge.pledgor.partyId);
  const added = await placesOfParts(ports, pledge.pledgor.partyId, owner, parts);
  if (!added.ok) return added;
  const pledging = await pledgingOf(ports, { ...pledge, parts, acceptedSeniors }, at);
  const on = pledging.cases.find(({ part, open }) =>
    slicesOf(open.register.slices, pledge.pledgeId).some(({ sliceId }) => sliceId === part.sliceId),
  );
  if (on) return refuse({ code: "already-on-slice", sliceId: String(on.part.sliceId), source: changeSource("addition") });
  const broken = pledgingFault(pledging, { amountCny: pledge.amountCny, appraisedCny, parts: all });
  if (broken) return refuse(broken);
  const payers = await payerConfirmed(ports, { pledgeId: pledge.pledgeId, parts });
  if (!payers.ok) return payers;
  const registered = registration(pledge, pledging.cases, at);
  if (!registered.ok) return registered;
  const { changed, place } = registered.value;
  const accepted = [...new Set([...pledge.acceptedSeniors, ...acceptedSeniors])];
  return accept({
    change: {
      parts: all,
      areas: [...new Set([...pledge.areas, ...added.value.areas])],
      sites: [...pledge.sites, ...added.value.sites.filter(({ account }) => pledge.sites.every((each) => each.account !== account))],
      appraisedCny,
      appraisedOn,
      acceptedSeniors: accepted,
    },
    changed,
    at: place.at,
    found: { positions: parts, numbers: [place.number] },
  });
};
