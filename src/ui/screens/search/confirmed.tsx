/** @file The cells that a search ended by training again: what they are worth beside what was measured of them. */
import { searching } from '../../messages/searching.ts';
import { accuracyDigits, hundredths } from '../../model/format.ts';
import { Estimate } from '../../charts/estimate.tsx';
import { rowEvents } from '../../charts/marks.tsx';
import { marks } from '../../state/navigation.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { confirmed, run, trained } from '../../state/state.ts';

/** The table, the best first; nothing where none is confirmed. */
export function Confirmed() {
  const cells = confirmed.value;
  if (cells.length === 0) return null;
  const digits = accuracyDigits(run.value!.head.config);
  const figure = (share: number): string => hundredths(share, digits);
  const shared = cells.map(({ record, mean, interval }) => ({ mean, interval, measured: record.accuracy! }));
  return (
    <table class="data-table" data-testid="confirmed">
      <caption class="note">{searching.value.confirmedNote}</caption>
      <TableHead names={searching.value.confirmedTable} />
      <tbody>
        {cells.map(({ record, mean, interval, accuracies }) => (
          <tr key={record.notation}>
            <th scope="row">
              <button
                type="button"
                class="text-button"
                onClick={() => marks.open(record.notation)}
                {...rowEvents(record.notation, marks)}
              >
                {searching.value.cellName(trained.value.indexOf(record) + 1)}
              </button>{' '}
              <span class="quiet">{searching.value.levelName(record.level)}</span>
            </th>
            <td class="number measured" title={accuracies.map(figure).join(', ')}>
              <b>{figure(mean)}</b>
            </td>
            <td>
              <Estimate of={{ mean, interval, measured: record.accuracy! }} shared={shared} width={80} />
            </td>
            <td class="number measured">{figure(record.accuracy!)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
