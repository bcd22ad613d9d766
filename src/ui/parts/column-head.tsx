/** @file The head of a column of Search: the number and name of a step of Algorithm 1. */

/** With a word on what the step does, if given; lit while it happens. */
export function ColumnHead({
  step,
  title,
  text,
  isLit = false,
}: {
  step: number;
  title: string;
  text?: string;
  isLit?: boolean;
}) {
  return (
    <div class={isLit ? 'column-head lit' : 'column-head'}>
      <span class="step">{step}</span>
      <b>{title}</b>
      {text !== undefined && <span class="note">{text}</span>}
    </div>
  );
}
