/** @file The words of a page that leads a room, in Japanese. */
import { count } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `この探索はルーム ${room} が訓練します`,
  about:
    'セルはルームのコンピューターが訓練し、サロゲートはこのコンピューターで学習します。このタブは開いたままにしてください。',
  over: 'クラスはこの探索を終えました',
  overNote:
    'コンピューターはルームを出たので、タブを閉じてかまいません。結果は共有できます。次の探索は「新しい探索」、続いて「開始」：同じリンクでもう一度参加します。',
  asking: 'クラスの端末に問い合わせています。',
  away: 'クラスの端末に接続できません。測定済みの結果はすべて残り、端末が戻ると探索が続きます。',
  here: (laptops) => `ルーム内または入口に ${count(laptops)} 台います。`,
  gathering: (laptops, wanted) => `${count(laptops)} 台います。${count(wanted)} 台で探索を始めます。`,
  searching: (laptops, training) => `${count(laptops)} 台のうち ${count(training)} 台がセルを訓練しています。`,
  held: 'ボードでクラスが一時停止されています。ボードの「続ける」で再開します。',
  wanted: '待つ台数',
  beginNow: '今すぐ始める',
  copy: '参加リンクをコピー',
  copied: '参加リンクをコピーしました。',
  board: 'ボードを開く',
  code: (room) => `ルーム ${room} への参加リンク`,
  leave: 'このデバイスで訓練する',
  wasRoom:
    'この探索はルームが訓練しました。先生用のリンクを開くとルームで続けられます。再開を押すとこのデバイスで続けます。',
};
