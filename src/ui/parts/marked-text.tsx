/** @file A text whose marked words have their colour: `{predicted:..}`, `{measured:..}`, and `{strong:..}` in bold; `{screen:..}` is as it comes. */

const MARK = /\{(predicted|measured|strong|screen):([^}]*)\}/;

export function MarkedText({ text }: { text: string }) {
  const parts = text.split(MARK); // text, kind, marked, text, kind, marked, .., text
  return (
    <>
      {parts.map((part, i) => {
        if (i % 3 === 1) return null;
        if (i % 3 === 0) return part;
        const kind = parts[i - 1]!;
        if (kind === 'screen') return part;
        return (
          <b key={i} class={kind === 'strong' ? '' : kind}>
            {part}
          </b>
        );
      })}
    </>
  );
}
