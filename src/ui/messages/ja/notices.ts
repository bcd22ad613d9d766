/** @file What stands above a screen after something was done or has failed, in Japanese. */
import { count } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) => `${count(images)} 枚の画像をこのコンピューターに保存しました。`,
  testLeftOut: 'テストバッチは除きました。探索に使ってはいけないためです。',
  imagesDeleted: '画像を削除しました。それを使った探索は引き続き見られます。',
  imagesMissing: (images, name) =>
    `この探索の画像（${name} の ${count(images)} 枚）がこのコンピューターにありません。「新しい探索」で読み込んでから再開してください。`,
  searchRuns: '探索が実行中です。先に一時停止か中止をしてください。失われるものはありません。',
  paused: '一時停止しました。訓練を終えた子はすべて保存されています。いつでも、明日でも再開できます。',
  stopped: (children) =>
    `中止しました。訓練した ${count(children)} 個の子は保存されており、「再開」でそこから続けます。`,
  failed: (reason) => `探索が止まりました。${reason} ここまでの実測はすべて保存されています。`,
  crashed: (reason) => `${reason}. ここまでの実測はすべて保存されています。`,
  copyKept: 'この探索のコピーをここに保存しました。',
  notKept: 'この探索はウィンドウを閉じるまでここにあります。',
  canResume: '「再開」で今の状態から続けます。',
  finalPaused: '一時停止しました。最後のステップまで保存されています。いつでも再開できます。',
  finalFailed: (reason) => `訓練が止まりました。${reason}. ここまでの訓練は保存されています。`,
  settingsCopied: 'リンクをコピーしました。この設定を入力するだけで、何も始めません。',
  noCopying: 'ブラウザーがコピーを許可しませんでした。テキスト：',
  badSettings: (mistake) => `このリンクには誤りがあります：${mistake}. 表示中の設定はリンクのものではありません。`,
  badCell: (reason) => `このセルはここでは描けません。${reason}.`,
  noScreen: (reason) =>
    `この画面を読み込めませんでした。${reason}. ネットワークが戻ったらページを再読み込みしてください。`,
  refused: {
    operators: '演算を 1 つ以上選んでください。',
    heldOut: '取り分けられるのは画像の半分までです。',
    number: (example) => `数を入力してください（例：${example}）。`,
    range: (range) => `${range} の数を入力してください。`,
  },
};
