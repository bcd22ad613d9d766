/** @file A trained network as a file of tensors (`tensor-file.ts`). */
import * as v from 'valibot';
import { TrainedNetworkSchema, type TrainedNetwork } from '../../../src/contract/final-trained-network.ts';
import { packTensors, splitTensors, unpackTensors } from './tensor-file.ts';

/** Schema of the line: the network with its tensors' lengths instead of their values. */
const LineSchema = v.object({
  ...TrainedNetworkSchema.entries,
  tensors: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

/** The file's bytes. */
export function packNetwork(network: TrainedNetwork): Uint8Array {
  return packTensors({ ...network, tensors: network.tensors.map(({ length }) => length) }, network.tensors);
}

/** The network of a file's bytes. @throws {RangeError} naming the path, for damaged bytes. */
export function unpackNetwork(bytes: Buffer, path: string): TrainedNetwork {
  const unpacked = unpackTensors(bytes);
  const line = v.safeParse(LineSchema, unpacked?.line);
  const size = line.success ? line.output.tensors.reduce((sum, length) => sum + 4 * length, 0) : 0;
  if (unpacked === undefined || !line.success || unpacked.values.length !== size)
    throw new RangeError(`${path} is damaged: it must be a trained network with its checksum`);
  return { ...line.output, tensors: splitTensors(unpacked.values, line.output.tensors) };
}
