/** @file The frame of a page of one file that shows one thing: the name, a problem, and files dropped anywhere on it. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Logo } from '../ui/parts/icon.tsx';
import { ThemeSwitch } from '../ui/app/theme-switch.tsx';

interface PageFrameProps {
  /** Why what was opened cannot be shown. */
  readonly problem: string | undefined;
  /** Takes a dropped file; absent while what is shown takes files of its own. */
  readonly onDrop?: ((file: File) => void) | undefined;
  readonly children: ComponentChildren;
}

export function PageFrame({ problem, onDrop, children }: PageFrameProps) {
  useEffect(() => {
    if (onDrop === undefined) return;
    const onDragOver = (event: Event): void => event.preventDefault();
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file !== undefined) onDrop(file);
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', drop);
    };
  }, [onDrop]);
  return (
    <div class="viewer">
      <header class="bar">
        <span class="brand">
          <Logo />
          <span>Progressive NAS</span>
        </span>
        <span class="bar-right">
          <ThemeSwitch />
        </span>
      </header>
      <div role="status" class="notice-place">
        {problem !== undefined && <p class="notice error">{problem}</p>}
      </div>
      <main class="screen">{children}</main>
    </div>
  );
}
