/** @file A result on another page. */

/** Height of the frame, px: the result and the levels (ours). */
const HEIGHT = 720;

/** HTML that shows the viewer's address in a frame. @param title what the frame is called, any text. */
export function embedCode(href: string, title: string): string {
  return `<iframe src="${escaped(href)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" loading="lazy"></iframe>`;
}

function escaped(text: string): string {
  const codes: Readonly<Record<string, string>> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
  return text.replaceAll(/[&"<>]/g, (character) => codes[character]!);
}
