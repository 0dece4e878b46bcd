/** Texts in, vectors of length one out. */
export interface Embedder {
  /** Names model and version: part of every cache key and record. */
  id: string;
  dimensions: number;
  /** BCP 47 primaries it knows; left out: any, as far as anybody has said. */
  languages?: readonly string[];
  embed(texts: string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}
