/** @file The records of a stored run that cannot be read, each with a way to delete it. */
import { runs as words } from '../../messages/runs.ts';
import type { UnreadableRecord } from '../../../contract/records.ts';
import { deleteRecord } from '../../actions/unreadable.ts';
import { UnreadableNote } from '../../parts/unreadable.tsx';
import { runStatus } from '../../state/state.ts';

interface UnreadableRecordsProps {
  readonly id: string;
  readonly records: readonly UnreadableRecord[];
  /** Reads again what is shown of a run that is no search. */
  onDeleted?(): Promise<void>;
}

/** The records of a run's log that cannot be read. */
export function UnreadableRecords({ id, records, onDeleted }: UnreadableRecordsProps) {
  return records.map((record) => {
    const { place, reason, after, isIncident } = record;
    const name = after === 0 ? words.value.unreadable.delete : words.value.unreadable.deleteAll(after);
    return (
      <UnreadableNote
        key={place}
        name={name}
        isDisabled={runStatus.value !== 'open'}
        onDelete={() => deleteRecord(id, record).then(onDeleted)}
      >
        {words.value.unreadable.record(reason, isIncident)}
      </UnreadableNote>
    );
  });
}
