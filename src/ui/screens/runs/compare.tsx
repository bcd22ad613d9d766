/** @file Up to six searches side by side, each with all its seeds: small plots on one axis, where they end, and what differs. */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { SearchConfig } from '../../../contract/config.ts';
import { LINK_NAMES } from '../../../contract/link/recipe-link.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import type { Run } from '../../../contract/records.ts';
import { readRun } from '../../actions/runs.ts';
import { BudgetPlot, exponentOf, sharedDomain } from '../../charts/budget-plot.tsx';
import {
  bandOf,
  BUDGETS,
  comparisonTitle,
  countedRuns,
  LETTERS,
  standingsOf,
  type Budget,
  type Group,
  type Standing,
} from '../../model/compare.ts';
import { details } from '../../messages/details.ts';
import { search } from '../../messages/search.ts';
import { accuracyDigits, counted, hundredths, messageOf, percent, points } from '../../model/format.ts';
import { saveFile } from '../../parts/save-file.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { notice } from '../../state/state.ts';
import { nameOf } from '../../state/labels.ts';
import { dataName, deviceName } from '../../words/names.ts';

/** A group that is compared: its runs as they count. */
type Compared = Group<Run>;

const BUDGET_NAMES: Readonly<Record<Budget, string>> = {
  cells: 'Cells',
  'multiply-adds': 'Multiply-adds',
  time: 'Time',
};

/** The comparison of stored runs by group. @param groups two to six. */
export function Compare({ groups }: { groups: readonly Group[] }) {
  const found = useSignal<readonly Compared[] | undefined>(undefined);
  useEffect(() => {
    let isLeft = false;
    const reading = groups.map(async ({ key, members }): Promise<Compared> => {
      const runs = await Promise.all(members.map(({ id }) => readRun(id)));
      return { key, members: countedRuns(runs) };
    });
    Promise.all(reading).then(
      (read) => {
        if (!isLeft) found.value = read;
      },
      (error: unknown) => {
        notice.value = { kind: 'error', text: `${messageOf(error)}.` };
      },
    );
    return () => void (isLeft = true);
  }, [groups.map(({ members }) => members.map(({ id }) => id).join()).join()]);
  return found.value === undefined ? <p class="note">Reading the runs.</p> : <Comparison compared={found.value} />;
}

function Comparison({ compared }: { compared: readonly Compared[] }) {
  const budget = useSignal<Budget>('multiply-adds');
  const chosen = useSignal<string | undefined>(undefined);
  const place = compared.findIndex(({ key }) => key === chosen.value);
  const reference = place >= 0 ? place : usualReference(compared);
  const groups = compared.map(({ members }) => members);
  const { standings, isConfirmed } = standingsOf(groups, reference);
  const isSeeded = groups.some((runs) => runs.length > 1);
  return (
    <section class="compare" aria-labelledby="compare-heading" data-testid="compare">
      <div class="title-row">
        <div>
          <h2 id="compare-heading">{comparisonTitle(standings, reference)}</h2>
          <p class="note">
            Best cell so far, as measured{isSeeded && '; line: mean over seeds, band: lowest to highest'}. Dashed:{' '}
            {LETTERS[reference]}; grey: the others.
          </p>
        </div>
        <div class="buttons">
          <div class="switch" role="group" aria-label="What the plots go over">
            {BUDGETS.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={budget.value === name}
                onClick={() => (budget.value = name)}
              >
                {BUDGET_NAMES[name]}
              </button>
            ))}
          </div>
          <button
            type="button"
            class="button tool"
            onClick={() => saveFile('comparison.csv', csvOf(compared, standings, isConfirmed))}
          >
            CSV
          </button>
        </div>
      </div>
      <Plots compared={compared} standings={standings} reference={reference} budget={budget.value} />
      <Standings
        compared={compared}
        standings={standings}
        isConfirmed={isConfirmed}
        reference={reference}
        chosen={chosen}
      />
      <Differences compared={compared} />
    </section>
  );
}

/** A search that picks by lot, if there is one. */
function usualReference(compared: readonly Compared[]): number {
  return Math.max(
    0,
    compared.findIndex(({ members }) => members[0]?.head.config.strategy === 'random'),
  );
}

const groupName = ({ members }: Compared): string => nameOf(members[0]!.head);

const digitsOf = (compared: readonly Compared[]): 1 | 2 =>
  compared.every(({ members }) => members.every(({ head }) => accuracyDigits(head.config) === 2)) ? 2 : 1;

interface PartProps {
  readonly compared: readonly Compared[];
  readonly standings: readonly Standing[];
  readonly reference: number;
}

function Plots({ compared, reference, budget }: PartProps & { budget: Budget }) {
  const bands = compared.map(({ members }) => bandOf(members, budget));
  const most = Math.max(1, ...bands.map((band) => band.at(-1)?.spent ?? 0));
  const domain = sharedDomain(bands);
  return (
    <>
      {budget === 'multiply-adds' && (
        <p class="note">
          Multiply-adds spent on training, in 10<sup>{exponentOf(most)}</sup>
        </p>
      )}
      <div class="small-multiples">
        {compared.map((group, i) => {
          const last = bands[i]!.at(-1);
          return (
            <figure key={group.key}>
              <figcaption>
                <Letter place={i} isReference={i === reference} /> <b>{groupName(group)}</b>
                {last !== undefined && (
                  <span class="note">
                    <b class="measured">{percent(last.mean, digitsOf(compared))}</b>{' '}
                    {group.members.length > 1 ? 'mean best' : 'best'}
                  </span>
                )}
              </figcaption>
              <BudgetPlot
                name={`${LETTERS[i]}, ${groupName(group)}`}
                bands={bands}
                own={i}
                reference={reference}
                domain={domain}
                most={most}
                budget={budget}
              />
            </figure>
          );
        })}
      </div>
    </>
  );
}

/** A group's letter. */
export function Letter({ place, isReference = false }: { place: number; isReference?: boolean }) {
  return <span class={isReference ? 'letter reference' : 'letter'}>{LETTERS[place]}</span>;
}

function Standings({
  compared,
  standings,
  isConfirmed,
  reference,
  chosen,
}: PartProps & { isConfirmed: boolean; chosen: Signal<string | undefined> }) {
  const digits = digitsOf(compared);
  const exponent = exponentOf(Math.max(...standings.map(({ multiplyAdds }) => multiplyAdds)));
  const best = isConfirmed ? 'confirmed, %' : 'best measured, %';
  return (
    <>
      <h3>Does the best cell hold?</h3>
      <table class="data-table cards-table">
        <TableHead
          names={[
            'search',
            'seeds',
            `multiply-adds, 10${[...`${exponent}`].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`,
            best,
            `less ${LETTERS[reference]}, points`,
            'reference',
          ]}
        />
        <tbody>
          {compared.map((group, i) => {
            const { mean, deviation, multiplyAdds, gap } = standings[i]!;
            return (
              <tr key={group.key}>
                <th scope="row">
                  <Letter place={i} isReference={i === reference} /> {groupName(group)}
                </th>
                <td class="number" data-name="seeds">
                  {group.members.map(({ head }) => head.config.seed).join(', ')}
                </td>
                <td class="number" data-name="multiply-adds">
                  {(multiplyAdds / 10 ** exponent).toPrecision(3)}
                </td>
                <td class="number" data-name={best}>
                  {mean === undefined ? 'nothing measured' : <b class="measured">{hundredths(mean, digits)}</b>}
                  {deviation !== undefined && ` ± ${hundredths(deviation, digits)}`}
                </td>
                <td class="number" data-name={`less ${LETTERS[reference]}`}>
                  {i === reference ? 'reference' : <Gap gap={gap} digits={digits} />}
                </td>
                <td class="number" data-name="reference">
                  <input
                    type="radio"
                    name="reference"
                    aria-label={`Compare with ${LETTERS[i]}`}
                    checked={i === reference}
                    onChange={() => (chosen.value = group.key)}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p class="note">{footnote(compared, standings, isConfirmed)}</p>
    </>
  );
}

function Gap({ gap, digits }: { gap: Standing['gap']; digits: 1 | 2 }) {
  if (gap === undefined) return <span class="quiet">no seed in common</span>;
  return (
    <>
      <b>{points(gap.value, digits)}</b>{' '}
      <span class="quiet">
        {gap.interval === undefined
          ? 'one seed'
          : `${points(gap.interval[0], digits)} to ${points(gap.interval[1], digits)}`}
      </span>
    </>
  );
}

function footnote(compared: readonly Compared[], standings: readonly Standing[], isConfirmed: boolean): string {
  const kind = isConfirmed
    ? 'Confirmed: each run’s best cells trained again with fresh seeds, on images no choice was made with.'
    : 'Best measured: the highest of many measurements, which is partly luck; not all of these runs have confirmed theirs.';
  const spread = standings.some(({ deviation }) => deviation !== undefined) ? ' ± is the deviation over seeds.' : '';
  const comparisons = standings.length - 1;
  const paired = standings.some(({ gap }) => gap?.interval !== undefined)
    ? ` Gaps are paired by seed, their 95 % intervals widened for ${counted(comparisons, 'comparison')}.`
    : ' With one seed each, another seed alone can move a gap: queue more under More.';
  const images = new Set(compared.flatMap(({ members }) => members.map(({ head }) => `${head.data.sha256} ${measuredImages(head)}`))); // prettier-ignore
  return `${kind}${spread}${paired}${images.size > 1 ? ' They were measured on different images, too.' : ''}`;
}

/** What the form calls a setting. */
function settingName(key: keyof SearchConfig): string {
  const rows: Partial<Record<keyof SearchConfig, { readonly name: string }>> = {
    ...search.value.rows,
    ...details.value.rows,
    operators: { name: search.value.settings.operators },
  };
  return rows[key]?.name ?? LINK_NAMES[key];
}

/** Settings, data and device that are not the same in all; bold where not as in A. */
function Differences({ compared }: { compared: readonly Compared[] }) {
  const heads = compared.map(({ members }) => members[0]!.head);
  const keys = (Object.keys(LINK_NAMES) as (keyof typeof LINK_NAMES)[]).filter((key) => key !== 'seed');
  const rows = [
    ...keys.map((key) => [settingName(key), ...heads.map(({ config }) => String(config[key]).replaceAll(',', ', '))]),
    // names alone can be equal
    ['data set', ...heads.map((head) => `${dataName(head)}, ${counted(head.data.images, 'image')}, ${head.data.sha256.slice(0, 8)}`)], // prettier-ignore
    ['device', ...heads.map(({ device }) => deviceName(device))],
  ];
  const different = rows.filter(([, ...values]) => new Set(values).size > 1);
  return (
    <>
      <h3>What differs?</h3>
      <p class="note">
        {rows.length - different.length} of {rows.length} settings are the same in all.
      </p>
      {different.length > 0 && (
        <div class="table-scroll" tabIndex={0} role="group" aria-label="What differs">
          <table class="data-table differences">
            <thead>
              <tr>
                <th scope="col">setting</th>
                {heads.map((head, i) => (
                  <th key={head.id} scope="col">
                    {LETTERS[i]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {different.map(([name, first, ...others]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{first}</td>
                  {others.map((value, i) => (
                    <td key={i}>{value === first ? value : <b>{value}</b>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** A line a seed. */
function csvOf(compared: readonly Compared[], standings: readonly Standing[], isConfirmed: boolean): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = compared.flatMap((group, i) =>
    [...standings[i]!.bySeed].map(([seed, accuracy]) =>
      [LETTERS[i], quoted(groupName(group)), seed, accuracy, isConfirmed ? 'confirmed' : 'measured'].join(),
    ),
  );
  return `place,search,seed,accuracy,kind\n${lines.join('\n')}\n`;
}
