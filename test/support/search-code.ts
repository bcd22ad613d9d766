/** @file What of a search depends on the list of operators, in one module that a test can load again with another list. */
export { formatResult } from '../../src/contract/link/result-link.ts';
export { PRESETS } from '../../src/contract/presets.ts';
export { canonicalCell, canonicalKey } from '../../src/core/space/canonical.ts';
export { formatCell } from '../../src/core/space/cell.ts';
export { blockFingerprints } from '../../src/core/space/fingerprint.ts';
export { initialWeights } from '../../src/core/network/initial-weights.ts';
export { layerTable } from '../../src/core/network/macro.ts';
export { OPERATORS, PAPER_OPERATORS, TITU1994_OPERATORS } from '../../src/core/space/operators.ts';
export { stream } from '../../src/core/random/rng.ts';
export { StateSpace } from '../../src/core/space/state-space.ts';
export { streamsOf } from '../../src/core/streams/streams.ts';
export { createStrategy } from '../../workers/drive/strategies.ts';
export { BlendSurrogate } from '../../workers/surrogate/blend/blend.ts';
export { lstm } from '../../workers/surrogate/ensemble/lstm.ts';
export { mlp } from '../../workers/surrogate/ensemble/mlp.ts';
export { drawTitu1994 } from '../../workers/surrogate/titu1994/titu1994-lstm.ts';
