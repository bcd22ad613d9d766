/** @file What is said of a newer version of the page in Japanese. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: 'このページの新しい版が使えます。',
  pauseThere: 'このブラウザーでは他のタブで探索中か分かりません。先にそちらを一時停止してください。',
  reload: '再読み込み',
  later: '後で',
  waits: '別のタブが探索中か画像を読み込み中です。新しい版は終わるまで待ちます。',
};
