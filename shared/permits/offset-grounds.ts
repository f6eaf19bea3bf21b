import { required } from "../kernel/invariant.ts";
import { growingWords, growingWordsOut } from "../kernel/schemas.ts";
import data from "./offset-grounds.json" with { type: "json" };
import { mediumOf } from "./pools.ts";

const offsetGroundWords = [
  "OffsetGround",
  data.grounds.map(({ code }) => code),
  "Ground of the offset ratio: what the review of total quantities found, or another rule that the letter states",
] as const;
/** Code of the ground on which an offset ratio rests. */
export const offsetGround = growingWords(...offsetGroundWords);
/** The code in answers and facts. */
export const offsetGroundOut = growingWordsOut(...offsetGroundWords);

/** The least ratio that a ground allows for a pollutant; undefined if the ground is about another medium. */
export function minimumRatioOf(ground: string, pollutant: string): string | undefined {
  const { media, minimumRatio } = required(
    data.grounds.find(({ code }) => code === ground),
    `offset ground ${ground}`,
  );
  const medium = mediumOf(pollutant);
  return medium !== undefined && media.includes(medium) ? minimumRatio : undefined;
}
