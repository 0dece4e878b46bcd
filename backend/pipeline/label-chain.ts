/** Feature ids of one position, and one label per position. */
type Features = readonly (readonly number[])[];

export interface LabelChain {
  /** One AdaGrad step on one sequence. */
  learn(features: Features, gold: readonly number[]): void;
  /** The likeliest labels, each with its marginal probability. */
  decode(features: Features): { label: number; probability: number }[];
}

const LEARNING_RATE = 0.2;
/** Pulls weights that few examples speak for towards nothing, at each step they take part in. */
const DECAY = 1e-4;

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), fitted by AdaGrad (Duchi, Hazan and
 * Singer 2011). Labels: 0 is outside, 2k + 1 begins and 2k + 2 continues a value of field k; a value is continued only
 * after its own beginning.
 */
export function newLabelChain(features: number, labels: number): LabelChain {
  const weights = new Float64Array(features * labels);
  const slopes = new Float64Array(features * labels);
  const moves = new Float64Array(labels * labels);
  const moveSlopes = new Float64Array(labels * labels);
  const isAllowed = (from: number, to: number) =>
    to === 0 || to % 2 === 1 || from === to || from === to - 1;
  const before = Array.from({ length: labels }, (_, to) =>
    Array.from({ length: labels }, (_, from) => from).filter((from) =>
      isAllowed(from, to),
    ),
  );
  const after = Array.from({ length: labels }, (_, from) =>
    Array.from({ length: labels }, (_, to) => to).filter((to) =>
      isAllowed(from, to),
    ),
  );

  const scoresOf = (sequence: Features): Float64Array[] =>
    sequence.map((ids) => {
      const scores = new Float64Array(labels);
      for (const id of ids)
        for (let label = 0; label < labels; label++)
          scores[label] = at(scores, label) + at(weights, id * labels + label);
      return scores;
    });

  /** Scaled forward and backward passes (Rabiner 1989), without underflow however long the text. */
  const marginalsOf = (scores: Float64Array[]) => {
    const emit = scores.map((row) => {
      const most = row.reduce((a, b) => Math.max(a, b), -Infinity);
      return row.map((score) => Math.exp(score - most));
    });
    const step = moves.map(Math.exp);
    const forward: Float64Array[] = [];
    emit.forEach((row, position) => {
      const last = forward[position - 1];
      const alpha = new Float64Array(labels);
      let sum = 0;
      for (let to = 0; to < labels; to++) {
        let value = 0;
        if (last === undefined) value = to === 0 || to % 2 === 1 ? 1 : 0;
        else
          for (const from of before[to] ?? [])
            value += at(last, from) * at(step, from * labels + to);
        alpha[to] = value * at(row, to);
        sum += at(alpha, to);
      }
      forward.push(alpha.map((value) => value / sum));
    });
    const backward = emit.map(() => new Float64Array(labels).fill(1));
    for (let position = emit.length - 2; position >= 0; position--) {
      const next = backward[position + 1] as Float64Array; // position + 1 < length
      const row = emit[position + 1] as Float64Array;
      const beta = backward[position] as Float64Array;
      let sum = 0;
      for (let from = 0; from < labels; from++) {
        let value = 0;
        for (const to of after[from] ?? [])
          value += at(step, from * labels + to) * at(row, to) * at(next, to);
        beta[from] = value;
        sum += value;
      }
      for (let from = 0; from < labels; from++)
        beta[from] = at(beta, from) / sum;
    }
    const single = forward.map((alpha, position) => {
      const beta = backward[position] as Float64Array;
      const joint = alpha.map((value, label) => value * at(beta, label));
      const sum = joint.reduce((a, b) => a + b, 0);
      return joint.map((value) => value / sum);
    });
    return { emit, step, forward, backward, single };
  };

  const update = (
    which: Float64Array,
    squares: Float64Array,
    index: number,
    slope: number,
  ) => {
    const value = at(which, index);
    const downhill = slope - DECAY * value;
    squares[index] = at(squares, index) + downhill * downhill;
    which[index] =
      value + (LEARNING_RATE * downhill) / Math.sqrt(at(squares, index) + 1e-8);
  };

  return {
    learn(sequence, gold) {
      const { emit, step, forward, backward, single } = marginalsOf(
        scoresOf(sequence),
      );
      sequence.forEach((ids, position) => {
        const expected = single[position] as Float64Array;
        for (let label = 0; label < labels; label++) {
          const slope =
            (gold[position] === label ? 1 : 0) - at(expected, label);
          if (Math.abs(slope) < 1e-4) continue;
          for (const id of ids)
            update(weights, slopes, id * labels + label, slope);
        }
      });
      const slope = new Float64Array(labels * labels);
      for (let position = 1; position < sequence.length; position++) {
        const alpha = forward[position - 1] as Float64Array;
        const beta = backward[position] as Float64Array;
        const row = emit[position] as Float64Array;
        const joint = new Float64Array(labels * labels);
        let sum = 0;
        for (let to = 0; to < labels; to++)
          for (const from of before[to] ?? []) {
            const index = from * labels + to;
            const value =
              at(alpha, from) * at(step, index) * at(row, to) * at(beta, to);
            joint[index] = value;
            sum += value;
          }
        for (let index = 0; index < joint.length; index++)
          slope[index] = at(slope, index) - at(joint, index) / sum;
        const move = (gold[position - 1] ?? 0) * labels + (gold[position] ?? 0);
        slope[move] = at(slope, move) + 1;
      }
      for (let index = 0; index < slope.length; index++)
        if (Math.abs(at(slope, index)) > 1e-4)
          update(moves, moveSlopes, index, at(slope, index));
    },

    decode(sequence) {
      const scores = scoresOf(sequence);
      const best: Float64Array[] = [];
      const from: Int32Array[] = [];
      scores.forEach((row, position) => {
        const last = best[position - 1];
        const value = new Float64Array(labels).fill(-Infinity);
        const origin = new Int32Array(labels);
        for (let to = 0; to < labels; to++) {
          if (last === undefined) {
            if (to === 0 || to % 2 === 1) value[to] = at(row, to);
            continue;
          }
          for (const label of before[to] ?? []) {
            const score =
              at(last, label) + at(moves, label * labels + to) + at(row, to);
            if (score > at(value, to)) {
              value[to] = score;
              origin[to] = label;
            }
          }
        }
        best.push(value);
        from.push(origin);
      });
      const end = best.at(-1);
      if (!end) return [];
      let label = end.indexOf(end.reduce((a, b) => Math.max(a, b), -Infinity));
      const path: number[] = [];
      for (let position = scores.length - 1; position >= 0; position--) {
        path[position] = label;
        label = from[position]?.[label] ?? 0;
      }
      const { single } = marginalsOf(scores);
      return path.map((one, position) => ({
        label: one,
        probability: single[position]?.[one] ?? 0,
      }));
    },
  };
}

/** Typed arrays are read inside their bounds here: every index is built from their own lengths. */
function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
