/** @file What a network's answers on the test images say: the confusion matrix, the surest mistakes, calibration. */

/** Answers kept of those that are wrong (ours: as many as fit a screen). */
const MOST_MISTAKES = 24;

/** Bins of confidence (Guo et al. 2017, arXiv 1706.04599: 15). */
const CALIBRATION_BINS = 15;

/** Images whose answer's confidence is in one bin. */
export interface CalibrationBin {
  readonly images: number;
  /** Sum of the confidences. */
  readonly confidence: number;
  readonly correct: number;
}

/** A wrong answer. */
interface WrongAnswer {
  readonly image: number;
  readonly label: number;
  readonly answer: number;
  readonly confidence: number;
}

/** What is kept of a network's answers. */
export interface Judgement {
  readonly correct: number;
  /** Mean cross-entropy. */
  readonly loss: number;
  /** [label][answer], images. */
  readonly confusion: readonly (readonly number[])[];
  /** The surest first. */
  readonly mistakes: readonly WrongAnswer[];
  readonly calibration: readonly CalibrationBin[];
}

/** Probabilities of a row of logits. */
function softmax(logits: Float32Array): number[] {
  const most = Math.max(...logits);
  const exponentials = Array.from(logits, (logit) => Math.exp(logit - most));
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return exponentials.map((value) => value / sum);
}

/**
 * Judges answers.
 * @param logits [images, classes].
 * @param labels [images].
 */
export function judge(logits: Float32Array, labels: Uint8Array): Judgement {
  const classes = logits.length / labels.length;
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  const bins = Array.from({ length: CALIBRATION_BINS }, () => ({ images: 0, confidence: 0, correct: 0 }));
  const mistakes: WrongAnswer[] = [];
  let [loss, correct] = [0, 0];
  for (const [image, label] of labels.entries()) {
    const probabilities = softmax(logits.subarray(image * classes, (image + 1) * classes));
    const confidence = Math.max(...probabilities);
    const answer = probabilities.indexOf(confidence); // the first on a tie, as the totals of training
    const isRight = answer === label;
    const bin = bins[Math.min(CALIBRATION_BINS - 1, Math.floor(confidence * CALIBRATION_BINS))]!;
    bin.images++;
    bin.confidence += confidence;
    confusion[label]![answer]!++;
    loss -= Math.log(Math.max(probabilities[label]!, Number.MIN_VALUE));
    if (isRight) {
      correct++;
      bin.correct++;
    } else mistakes.push({ image, label, answer, confidence });
  }
  mistakes.sort((a, b) => b.confidence - a.confidence || a.image - b.image);
  const kept = mistakes.slice(0, MOST_MISTAKES);
  return { correct, loss: loss / labels.length, confusion, mistakes: kept, calibration: bins };
}

/** Expected calibration error: the mean gap of confidence and accuracy over the bins, by their images (Guo et al. 2017, equation 3). */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const images = bins.reduce((sum, bin) => sum + bin.images, 0);
  return bins.reduce((sum, { correct, confidence }) => sum + Math.abs(correct - confidence), 0) / Math.max(1, images);
}
