/** @file Up to six searches side by side, each with all its seeds: small plots on one axis, where they end, and what differs. */
import { compare as words } from '../../messages/compare.ts';
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
  countedRuns,
  LETTERS,
  standingsOf,
  type Budget,
  type Group,
  type Standing,
} from '../../model/compare.ts';
import { details } from '../../messages/details.ts';
import { search } from '../../messages/search.ts';
import { accuracyDigits, hundredths, messageOf, percent, points, range } from '../../model/format.ts';
import { paragraph } from '../../model/language.ts';
import { saveFile } from '../../parts/save-file.ts';
import { TableHead } from '../../parts/table-head.tsx';
import { notice } from '../../state/state.ts';
import { nameOf } from '../../state/labels.ts';
import { comparisonTitle } from '../../words/comparison-title.ts';
import { dataName, deviceName } from '../../words/names.ts';

/** A group that is compared: its runs as they count. */
type Compared = Group<Run>;

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
  return found.value === undefined ? <p class="note">{words.value.reading}</p> : <Comparison compared={found.value} />;
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
          <p class="note">{words.value.note(isSeeded, LETTERS[reference]!)}</p>
        </div>
        <div class="buttons">
          <div class="switch" role="group" aria-label={words.value.over}>
            {BUDGETS.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={budget.value === name}
                onClick={() => (budget.value = name)}
              >
                {words.value.budgets[name]}
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
          {words.value.spent}10<sup>{exponentOf(most)}</sup>
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
                    {group.members.length > 1 ? words.value.meanBest : words.value.best}
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
  const { columns } = words.value;
  const best = isConfirmed ? columns.confirmed : columns.measured;
  return (
    <>
      <h3>{words.value.holds}</h3>
      <table class="data-table cards-table">
        <TableHead
          names={[
            columns.search,
            columns.seeds,
            columns.work([...`${exponent}`].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')),
            best,
            columns.less(LETTERS[reference]!),
            columns.reference,
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
                <td class="number" data-name={columns.seeds}>
                  {group.members.map(({ head }) => head.config.seed).join(', ')}
                </td>
                <td class="number" data-name={words.value.budgets['multiply-adds']}>
                  {(multiplyAdds / 10 ** exponent).toPrecision(3)}
                </td>
                <td class="number" data-name={best}>
                  {mean === undefined ? (
                    words.value.nothingMeasured
                  ) : (
                    <b class="measured">{hundredths(mean, digits)}</b>
                  )}
                  {deviation !== undefined && ` ± ${hundredths(deviation, digits)}`}
                </td>
                <td class="number" data-name={columns.less(LETTERS[reference]!)}>
                  {i === reference ? columns.reference : <Gap gap={gap} digits={digits} />}
                </td>
                <td class="number" data-name={columns.reference}>
                  <input
                    type="radio"
                    name="reference"
                    aria-label={words.value.compareWith(LETTERS[i]!)}
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
  if (gap === undefined) return <span class="quiet">{words.value.noSeed}</span>;
  return (
    <>
      <b>{points(gap.value, digits)}</b>{' '}
      <span class="quiet">
        {gap.interval === undefined
          ? words.value.oneSeed
          : range(points(gap.interval[0], digits), points(gap.interval[1], digits))}
      </span>
    </>
  );
}

function footnote(compared: readonly Compared[], standings: readonly Standing[], isConfirmed: boolean): string {
  const { foot } = words.value;
  const images = new Set(compared.flatMap(({ members }) => members.map(({ head }) => `${head.data.sha256} ${measuredImages(head)}`))); // prettier-ignore
  return paragraph([
    isConfirmed ? foot.confirmed : foot.measured,
    ...(standings.some(({ deviation }) => deviation !== undefined) ? [foot.deviation] : []),
    standings.some(({ gap }) => gap?.interval !== undefined) ? foot.paired(standings.length - 1) : foot.alone,
    ...(images.size > 1 ? [foot.images] : []),
  ]);
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
    [words.value.dataSet, ...heads.map((head) => `${dataName(head)}, ${words.value.images(head.data.images)}, ${head.data.sha256.slice(0, 8)}`)], // prettier-ignore
    [words.value.device, ...heads.map(({ device }) => deviceName(device))],
  ];
  const different = rows.filter(([, ...values]) => new Set(values).size > 1);
  return (
    <>
      <h3>{words.value.differs}</h3>
      <p class="note">{words.value.same(rows.length - different.length, rows.length)}</p>
      {different.length > 0 && (
        <div class="table-scroll" tabIndex={0} role="group" aria-label={words.value.differs}>
          <table class="data-table differences">
            <thead>
              <tr>
                <th scope="col">{words.value.setting}</th>
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
