/** Release N: one number over three parts, each with the hash of its own content. */
export interface Release {
  number: number;
  createdAt: string;
  /** Name of the pack it was made from. */
  packName: string;
  /** SHA-256, hex. */
  parts: { knowledge: string; workflow: string; behaviour: string };
}
