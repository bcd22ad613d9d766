/** @file A QR code, for a projector. */
import { correction, generate } from 'lean-qr';

/** Bytes that the largest code holds (version 40, correction level L; ISO/IEC 18004, table 7). */
export const QR_BYTES = 2953;

/** The quiet zone around a code, in modules (ISO/IEC 18004, section 5.3.8). */
const QUIET = 4;

/** The code of a text of at most {@link QR_BYTES} bytes; dark on light in both themes, as readers expect. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = generate(text, { minCorrectionLevel: correction.L });
  const modules: string[] = [];
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) modules.push(`M${x} ${y}h1v1h-1z`);
  }
  const size = code.size + 2 * QUIET;
  return (
    <svg class="qr-code" role="img" aria-label={label} viewBox={`${-QUIET} ${-QUIET} ${size} ${size}`}>
      <rect x={-QUIET} y={-QUIET} width={size} height={size} fill="#fff" />
      <path d={modules.join('')} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
