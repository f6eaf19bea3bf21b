/** Position of a column, counted from 0, of its letters. */
export function positionOf(letters: string): number {
  let position = 0;
  for (const letter of letters) position = position * 26 + letter.charCodeAt(0) - 64;
  return position - 1;
}

/** Letters of a column of its position, counted from 0. */
export function lettersOf(position: number): string {
  const before = Math.floor(position / 26);
  return (before > 0 ? lettersOf(before - 1) : "") + String.fromCharCode(65 + (position % 26));
}
