import { growingWordsOut } from "../kernel/schemas.ts";
import { exclusionLists, standings } from "../members/vocabulary.ts";

/** Why the bid of a member was left out at the seal, for readers: the lists it was on, and its standing if it was not admitted. */
export const exclusionGround = growingWordsOut(
  "ExclusionGround",
  [...exclusionLists, ...standings.filter((each) => each !== "admitted")],
  "Exclusion list that a member is on, or its standing where it is not admitted",
);
