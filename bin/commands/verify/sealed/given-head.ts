import { isSigned, type SignedHead } from "../../../../shared/records/signed-head.ts";

/** A block of a chain, by number and hash. */
interface ChainBlock {
  readonly n: number;
  readonly hash: string;
}

/** A head from elsewhere, and the chain of a file that it is compared with. */
interface ComparedHead {
  readonly given: SignedHead;
  /** The head in the file; undefined if it has none. */
  readonly head: Pick<SignedHead, "fingerprint"> | undefined;
  /** The block before the first one in the file. */
  readonly before: ChainBlock;
  /** The last block in the file; undefined if it has none. */
  readonly last: ChainBlock | undefined;
  /** Whether the file has the block of the given head, with its hash. */
  readonly found: boolean;
}

/** What about a head from elsewhere does not fit the chain of a file, in Chinese and English: it is genuine, of the same key, and of that chain. */
export function givenHeadFaults({ given, head, before, last, found }: ComparedHead): readonly (readonly [zh: string, en: string])[] {
  const isBefore = given.n === before.n && given.hash === before.hash;
  const isOutside = given.n < before.n || given.n > (last ?? before).n;
  const faults: readonly (readonly [isFault: boolean, zh: string, en: string])[] = [
    [!isSigned(given), "所给末端的签名无效", "the signature of the given head is not that of its key"],
    [
      head !== undefined && head.fingerprint !== given.fingerprint,
      "文件由另一把密钥签名",
      "the file is signed with another key than the given head",
    ],
    [
      isOutside,
      `文件不含所给末端的区块 ${given.n}，无法比较`,
      `the file does not contain block ${given.n} of the given head: take a head of a day from the range on`,
    ],
    [
      !isOutside && !isBefore && !found,
      `文件的区块 ${given.n} 与所给末端不同：是另一条链`,
      `block ${given.n} in the file is not that of the given head: it is another chain`,
    ],
  ];
  return faults.flatMap(([isFault, zh, en]) => (isFault ? [[zh, en] as const] : []));
}
