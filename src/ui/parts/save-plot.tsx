/** @file Saves a plot as it stands on the page: as SVG for a paper, as PNG for a slide. */
import { charts } from '../messages/charts.ts';
import { withoutControls } from '../../core/export/xml.ts';
import { saveFile } from './save-file.ts';

/** What the page's styles say of a mark; a saved plot has no style sheet. */
// prettier-ignore
const STYLES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-opacity',
  'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'visibility', 'display',
] as const;
/** Pixels of the PNG for one of the page's. */
const PNG_SCALE = 3;
/** Pixels around a saved plot. */
const MARGIN = 12;

/** Buttons that save the plot that a CSS selector finds; the file is called `name`. */
export function SavePlot({ selector, name }: { selector: string; name: string }) {
  const plot = (): SVGSVGElement => document.querySelector<SVGSVGElement>(selector)!;
  return (
    <span class="save-plot">
      <button
        type="button"
        class="text-button"
        title={charts.value.savePlot('SVG')}
        onClick={() => saveFile(`${name}.svg`, standalone(plot()))}
      >
        SVG
      </button>{' '}
      <button
        type="button"
        class="text-button"
        title={charts.value.savePlot('PNG')}
        onClick={() => void savePng(plot(), name)}
      >
        PNG
      </button>
    </span>
  );
}

/** The plot as a file of its own: styles written on each mark, the symbols it uses beside it, on the page's ground. */
function standalone(plot: SVGSVGElement): string {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const { x, y, width, height } = frameOf(plot);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', `${width}`);
  copy.setAttribute('height', `${height}`);
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  copyStyles(plot, copy);
  const symbols = new Set([...plot.querySelectorAll('use')].map((use) => use.getAttribute('href')!));
  for (const href of symbols) copy.prepend(document.querySelector(href)!.cloneNode(true));
  copy.style.background = getComputedStyle(document.body).backgroundColor;
  return withoutControls(new XMLSerializer().serializeToString(copy)); // which escapes, and keeps names of files as they are
}

function copyStyles(from: Element, to: Element): void {
  const computed = getComputedStyle(from);
  const { style } = to as SVGElement; // not its attribute, which the page's Content-Security-Policy forbids to write
  for (const name of STYLES) style.setProperty(name, computed.getPropertyValue(name));
  for (const [i, child] of [...from.children].entries()) copyStyles(child, to.children[i]!);
}

/** All that is drawn, labels beyond the plot's own frame too, and {@link MARGIN} around it. */
function frameOf(plot: SVGSVGElement): { x: number; y: number; width: number; height: number } {
  const { x, y, width, height } = plot.getBBox();
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

async function savePng(plot: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = frameOf(plot);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(plot))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = PNG_SCALE * width;
  canvas.height = PNG_SCALE * height;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  saveFile(`${name}.png`, png!);
}
