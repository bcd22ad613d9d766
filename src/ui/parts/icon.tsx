/** @file The page's icons: strokes of one ink in a 16 px box. All are decoration; the button beside says what it does. */

import { CAN_RUN } from '../model/can-run.ts';

/** Of the page and the viewer. */
const SHARED = {
  play: 'F M4 2.5v11l9.5-5.5z',
  pause: 'F M4 2.5h3v11H4zM9.5 2.5h3v11h-3z',
  check: 'M2.5 8.5l3.5 3.5 7.5-8',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6M8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13',
  moon: 'M13.5 9.6A6 6 0 1 1 6.4 2.5a4.8 4.8 0 0 0 7.1 7.1z',
  search: 'M7 2.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6M10.6 10.6 14.2 14.2',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  up: 'M8 13.5v-11M3.8 6.5 8 2.3l4.2 4.2',
  down: 'M8 2.5v11M3.8 9.5 8 13.7l4.2-4.2',
  grid: 'M2.5 2.5h4.2v4.2H2.5zM9.3 2.5h4.2v4.2H9.3zM2.5 9.3h4.2v4.2H2.5zM9.3 9.3h4.2v4.2H9.3z',
  graph: 'M4 3.5l4 5v4M12 3.5l-4 5M4 2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 1 0 0-3M12 2a1.5 1.5 0 1 0 0 3 1.5 1.5 0 1 0 0-3',
  bars: 'M3 14V9M6.5 14V6.5M10 14V4M13.5 14V2',
  target: 'M2 14 14 2M4 9.5v.01M7.5 9.5v.01M6 5.5v.01M11 7v.01M12 11v.01',
} as const;

/** Of the page alone: what a viewer's screens do not have. */
const PAGE = {
  step: 'F M3 2.5v11l7.5-5.5zM11 2.5h2v11h-2z',
  stop: 'F M3.5 3.5h9v9h-9z',
  cross: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  half: 'F M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 1 0 0-13zM8 3a5 5 0 0 1 0 10z',
  chip: 'M4.5 4.5h7v7h-7zM6 1.8v2.7M10 1.8v2.7M6 11.5v2.7M10 11.5v2.7M1.8 6h2.7M1.8 10h2.7M11.5 6h2.7M11.5 10h2.7',
  warning: 'M8 2 15 13.8H1zM8 6.3v3.6M8 11.6v.6',
  link: 'M8 10V1.8M5 4.5l3-2.9 3 2.9M4.5 7.5h-2v7h11v-7h-2',
  file: 'M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11',
  book: 'M8 3.5C6 2.3 4 2.2 2 2.5v10c2-.3 4-.2 6 1 2-1.2 4-1.3 6-1v-10c-2-.3-4-.2-6 1zM8 3.5v10',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  picture: 'M1.8 3h12.4v10H1.8zM1.8 11l3.4-3.4 2.6 2.6 2-2 4.4 4.3M10.6 6v.01',
  flag: 'M3.5 14.5v-13M3.5 2.2h9l-2.4 3.2 2.4 3.2h-9',
  lock: 'M3.5 7h9v6.5h-9zM5.5 7V4.8a2.5 2.5 0 0 1 5 0V7',
  camera: 'M1.8 5h3l1.2-2h4l1.2 2h3v8H1.8zM8 6.4a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 1 0 0-4.6',
} as const;

export type IconName = keyof typeof SHARED | keyof typeof PAGE;

const PATHS: Readonly<Record<string, string>> = CAN_RUN ? { ...SHARED, ...PAGE } : SHARED;

/** An icon; its path starts with `F` where it is filled. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  const path = PATHS[name]!;
  const filled = path.startsWith('F ');
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d={filled ? path.slice(2) : path}
        fill={filled ? 'currentColor' : 'none'}
        stroke={filled ? 'none' : 'currentColor'}
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}

/** A ring, filled clockwise by a share from 0 to 1: something is happening. */
export function Ring({ share, size = 16 }: { share: number; size?: number }) {
  const length = 2 * Math.PI * 6;
  return (
    <svg class="ring" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" class="ring-track" />
      <circle
        cx="8"
        cy="8"
        r="6"
        class="ring-arc"
        stroke-dasharray={`${share * length} ${length}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}

/** The page's sign: a small pyramid of blocks, the newest lit. */
export function Logo() {
  const square = (x: number, y: number, live = false) => (
    <rect x={x} y={y} width="5.6" height="5.6" rx="0.8" class={live ? 'logo-live' : 'logo-ink'} />
  );
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      {square(14.4, 0, true)}
      {square(7.2, 7.2)}
      {square(14.4, 7.2)}
      {square(0, 14.4)}
      {square(7.2, 14.4)}
      {square(14.4, 14.4)}
    </svg>
  );
}
