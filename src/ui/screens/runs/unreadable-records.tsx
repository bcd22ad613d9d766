/** @file The records of a stored run that cannot be read, each with a way to delete it. */
import type { UnreadableRecord } from '../../../contract/records.ts';
import { deleteRecord } from '../../actions/unreadable.ts';
import { counted } from '../../model/format.ts';
import { UnreadableNote } from '../../parts/unreadable.tsx';
import { runStatus } from '../../state/state.ts';

/** The records of a run's log that cannot be read. */
export function UnreadableRecords({ id, records }: { id: string; records: readonly UnreadableRecord[] }) {
  return records.map((record) => {
    const { place, reason, after, isIncident } = record;
    const name = after === 0 ? 'Delete it' : `Delete it and the ${counted(after, 'record')} after it`;
    return (
      <UnreadableNote
        key={place}
        name={name}
        isDisabled={runStatus.value !== 'open'}
        onDelete={() => deleteRecord(id, record)}
      >
        A record of this run cannot be read and is left out. {reason}.{' '}
        {!isIncident &&
          'The search can be resumed once it is deleted; with the same seed it trains the same cells again.'}
      </UnreadableNote>
    );
  });
}
