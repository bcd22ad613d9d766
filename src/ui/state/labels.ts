/** @file What the reader calls runs: names and tags, kept beside them in this browser. A run itself stays as it was made. */
import { signal } from '@preact/signals';
import * as v from 'valibot';
import type { RunHead } from '../../contract/records.ts';
import { runName } from '../words/names.ts';
import { remember, remembered } from './remembered.ts';

const KEY = 'pnas-run-labels';
/** Longest name or tag, characters. */
export const LONGEST_LABEL = 60;

const text = v.pipe(v.string(), v.maxLength(LONGEST_LABEL));
const LabelsSchema = v.record(v.string(), v.object({ name: v.optional(text), tags: v.optional(v.array(text)) }));
type Labels = v.InferOutput<typeof LabelsSchema>;

/** By run. */
export const labels = signal<Labels>(read());

function read(): Labels {
  try {
    return v.parse(LabelsSchema, JSON.parse(remembered(KEY) ?? '{}'));
  } catch {
    return {}; // it may hold what another wrote
  }
}

/** Renames and tags a run; an empty name is the run's own again. */
export function setLabel(id: string, name: string, tags: readonly string[]): void {
  const { [id]: _before, ...others } = labels.value;
  const label = {
    ...(name.trim() !== '' && { name: name.trim().slice(0, LONGEST_LABEL) }),
    ...(tags.length > 0 && { tags: [...new Set(tags.map((tag) => tag.slice(0, LONGEST_LABEL)))] }),
  };
  labels.value = Object.keys(label).length === 0 ? others : { ...others, [id]: label };
  remember(KEY, JSON.stringify(labels.value));
}

/** What a run is called. */
export const nameOf = (head: RunHead): string => labels.value[head.id]?.name ?? runName(head);
