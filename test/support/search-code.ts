/** @file What of a search depends on the list of operators, in one module that a test can load again with another list. */
export { formatResult } from '../../src/contract/link/result-link.ts';
export { PRESETS } from '../../src/contract/presets.ts';
export { canonicalCell, canonicalKey } from '../../src/core/canonical.ts';
export { formatCell } from '../../src/core/cell.ts';
export { blockFingerprints } from '../../src/core/fingerprint.ts';
export { initialWeights } from '../../src/core/initial-weights.ts';
export { layerTable } from '../../src/core/macro.ts';
export { OPERATORS, PAPER_OPERATORS, TITU1994_OPERATORS } from '../../src/core/operators.ts';
export { stream } from '../../src/core/rng.ts';
export { StateSpace } from '../../src/core/state-space.ts';
export { streamsOf } from '../../src/core/streams.ts';
export { createStrategy } from '../../workers/drive/strategies.ts';
export { BlendSurrogate } from '../../workers/encoder/blend.ts';
export { lstm } from '../../workers/encoder/lstm.ts';
export { mlp } from '../../workers/encoder/mlp.ts';
export { drawTitu1994 } from '../../workers/encoder/titu1994-lstm.ts';
