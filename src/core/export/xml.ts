/** @file Text in XML 1.0 documents, such as SVG: whatever it says, the document stays one. */

/** What an XML 1.0 document cannot hold, not even as a reference (section 2.2): most controls, halves of characters. */
const NO_CHARACTER = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** A document, or text, without the characters that none can hold; U+FFFD stands in their places. */
export function withoutControls(text: string): string {
  return text.replaceAll(NO_CHARACTER, '\uFFFD');
}

/** Text as the content of an element, or as an attribute's value in double quotes. */
export function xmlText(text: string): string {
  return withoutControls(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
