/** @file The words of the page's frame in Japanese. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: '探索',
    cell: 'セル',
    surrogate: 'サロゲート',
    ranking: '順位',
    final: '最終',
    try: '試す',
    runs: '履歴',
    teach: 'レッスン',
    device: '機器',
  },
  tabs: { top: '画面', bottom: '画面（下部）' },
  light: '明るい配色',
  dark: '暗い配色',
  language: '言語',
  noLanguage: (reason) => `この言語を読み込めませんでした。${reason}。`,
  opening: (screen) => `「${screen}」を開いています。`,
  recorded: '記録された探索（訓練していません）',
  undo: '元に戻す',
  close: '閉じる',
  cell: (number, result) => `セル ${number}：${result}。`,
  failed: '失敗',
};
