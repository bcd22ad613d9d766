import { expect, test } from 'vitest';
import { embedCode } from '../../../src/ui/model/embed.ts';

test('a frame names its address and title, whatever is in them', () => {
  expect(embedCode('https://example.org/viewer.html#run=2AAb_-', '71 % & "more" <b>')).toBe(
    '<iframe src="https://example.org/viewer.html#run=2AAb_-" title="71 % &amp; &quot;more&quot; &lt;b&gt;" width="100%" height="720" loading="lazy"></iframe>',
  );
});
