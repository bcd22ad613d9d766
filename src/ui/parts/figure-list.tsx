/** @file Figures in a row, each over its name. */

interface FigureListProps {
  /** Of each: the value, its name. */
  readonly figures: readonly (readonly [string, string])[];
  class?: string;
}

export function FigureList({ figures, class: own = '' }: FigureListProps) {
  return (
    <dl class={`figures ${own}`.trim()}>
      {figures.map(([value, name]) => (
        <div key={name}>
          <dd>{value}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}
