/** Texts in, vectors of length one out. */
export interface Embedder {
  /** Names model and version: part of every cache key and record. */
  id: string;
  dimensions: number;
  embed(texts: string[]): Promise<Float32Array[]>;
  close(): Promise<void>;
}
