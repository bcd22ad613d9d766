/** @file The words of drawing a cell in Japanese. */
import { count, percent, points } from '../../model/format.ts';
import type { DrawWords } from '../words.ts';

export const DRAW: DrawWords = {
  open: 'セルを描く',
  title: 'セルを描く',
  subtitle: '入力と演算を選んでください。サロゲートが次に選ぶものに勝てるでしょうか？',
  close: 'セルに戻る',
  undo: '元に戻す',
  redo: 'やり直す',
  clear: '消去',
  fromBest: '最良のセルから始める',
  fromThis: 'このセルから描く',
  add: (block) => `ブロック ${block} を追加`,
  full: 'セルのブロックは 8 個までです。',
  remove: 'ブロックを削除',
  block: (block) => `ブロック ${block}`,
  blockInGraph: (block) => `ブロック ${block}`,
  blockNote: '2 つの入力に 2 つの演算、その出力を足し合わせます',
  halves: ['前半', '後半'],
  selected: '選択中',
  input: (input) => (input < 0 ? `H c−${-input}` : `ブロック ${input}`),
  inputs: (half) => `${half}の入力`,
  operators: (half) => `${half}の演算`,
  dashed:
    '破線：この探索にはありません。描くことはできますが、サロゲートは見たことがないため、推測せずにそう伝えます。',
  keys: 'キー：Tab で前半・後半を移動、1 〜 9 で演算、左右の矢印で入力、Delete でブロックを削除、Ctrl+Z で元に戻します。',
  graph: 'セル。前半か後半を押すと選択されます',
  half: (operator, parameters, input, block, half) =>
    `${operator} ${count(parameters)} パラメーター、${input} から：ブロック ${block} の${half}`,
  concatenate: '連結',
  handOn: '受け渡し',
  side: {
    title: '描いているセル',
    noRun:
      'ネットワークはプリセット「お試し」の設定で描かれます。探索を開くと、そのサロゲートの見込みが分かり、競争もできます。',
    figures: { parameters: 'パラメーター', work: '画像 1 枚あたりの積和演算', blocks: 'ブロック' },
    expects: 'サロゲートの見込み',
    asking: 'サロゲートに尋ねています。',
    before: '訓練前の予測',
    after: '予測（このセルの結果を見たあと）',
    range: (low, high) =>
      `この探索の予測の 5 分の 4 は、${points(low)} 〜 ${points(high)} ポイント外れました。図の範囲がそれです。`,
    unseen: (operators) =>
      `サロゲートは ${operators.join(' も ')} も見たことがないため、予測はありません。競争はできます。`,
    trained: (number, accuracy) => `この探索はこの設計をセル ${number} として訓練済みです。実測 ${accuracy}。`,
    failed: (number) => `この探索はこの設計をセル ${number} として訓練しましたが、失敗しました。`,
    yours: 'あなたのセル',
    pick: (name) => `サロゲートの第一候補、${name}`,
    sameSize: (blocks) => `この探索の ${count(blocks)} ブロックのセル、実測`,
    overlap: '範囲が重なっています。サロゲートには両者を区別できませんが、訓練すれば分かります。',
    axis: (yours, pick) => `予測：あなたのセル ${yours}${pick === undefined ? '' : `、サロゲートの選択 ${pick}`}。`,
    cell: (number) => (number === undefined ? '未訓練' : `セル ${number}`),
  },
  race: {
    title: 'サロゲートの選択と競争する',
    noPick: (blocks) =>
      `この探索でサロゲートは ${count(blocks)} ブロックのセルを選んでいないため、競争相手がいません。`,
    same: 'これはサロゲート自身の選択です。競争するには何か変えてください。',
    yours: 'あなた',
    against: '対',
    start: (seeds, time) => `競争：シード各 ${count(seeds)} 個${time === undefined ? '' : `、約 ${time}`}`,
    busy: '探索が実行中です。競争するには一時停止してください。',
    note: (images) =>
      `両方を並べて訓練し、どちらの訓練にも使わない ${count(images)} 枚の画像で評価します。探索はそのままです。`,
    stop: '競争をやめる',
    now: (done, of) => `${count(of)} 回の訓練のうち ${count(done)} 回が完了`,
    history: 'これまでの競争',
    columns: ['ブロック', 'あなた、%', 'その選択、%', '差'],
    deviation: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    historyNote:
      '± はセルのシードについての標準偏差です。シード 3 個では決め手になりません。それより小さい差は運かもしれません。',
    failed: '失敗',
    live: (yours, rival) =>
      yours === undefined || rival === undefined
        ? ''
        : `あなたのセル ${percent(yours)}、サロゲートの選択 ${percent(rival)}。`,
  },
};
