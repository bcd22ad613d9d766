/** @file The words of Try it in Japanese. */
import { count } from '../../model/format.ts';
import type { TryingWords } from '../words.ts';

export const TRYING: TryingWords = {
  title: '訓練済みネットワークを試す',
  noWeights: 'このネットワークの重みはここにありません。ファイル network.onnx を開いてください。',
  opening: 'ネットワークを開いています。',
  none: 'ここにはまだ訓練済みネットワークがありません。訓練するか、ファイル network.onnx を開いてください。',
  chooseNetwork: 'network.onnx を選択',
  cannotOpen: (file, reason) => `${file} を開けません。${reason}.`,
  back: '結果に戻る',
  train: 'ネットワークを訓練',
  show: '画像を見せてください',
  says: (answer, sure) => `答えは「${answer}」、自信 ${sure}`,
  reads: (side, words) =>
    `ネットワークは ${side} × ${side} 画素を読み、${count(words)} 個の言葉を知っています。何を見せても、その中から 1 つを選びます。`,
  live: 'ライブ',
  stop: '停止',
  choose: '選択',
  camera: 'カメラ',
  empty: (words, hasMore) =>
    `画像をここにドロップするか、貼り付けるか、ファイルを選ぶか、カメラを使ってください。知っているのは${words}${hasMore ? 'など' : ''}です。`,
  drag: '枠やその角をドラッグできます。別の画像はどこにでもドロップか貼り付けできます。',
  mirror: '左右反転',
  frame: (side, width, height) =>
    `ネットワークに見せる正方形、${width} × ${height} のうち ${side} 画素。矢印キーで動かし、＋と－で大きさを変えます。`,
  asItGets: 'ネットワークが受け取る形',
  size: (side) => `${side} × ${side} 画素、3 色。`,
  pictureAsItGets: 'ネットワークが受け取る画像',
  numbers: (values) => `四角 1 つが 1 画素です。画像について知っているのは ${count(values)} 個の数だけです。`,
  pasted: '貼り付けた画像',
  fromCamera: (time) => `カメラ、${time}`,
  noPicture: (name) =>
    `${name} はこのブラウザーで読める画像ではありません。PNG、JPEG、WebP のファイルを使ってください。`,
  refusals: {
    notAllowed: 'カメラが許可されませんでした。アドレスの横で許可するか、画像を選んでください。',
    forbidden: 'このページではカメラを使えません。画像を選んでください。',
    none: 'カメラがありません。画像を選んでください。',
    inUse: 'カメラは別のプログラムが使用中です。',
    insecure: 'ブラウザーは安全なページ（https）にだけカメラを許します。画像を選んでください。',
    other: (reason) => `カメラを使えません：${reason}`,
    notShown: (reason) => `カメラの映像を表示できません：${reason}`,
  },
  itsAnswer: 'ネットワークの答え',
  answerToCome: '答えはここに現れます。',
  looking: '見ています。',
  believes: 'ネットワークの考え',
  took: (ms) => `プロセッサーで ${ms} ms`,
  byProbability: '確率順のクラス',
  worth: (sure, right, images) =>
    `自信が約 ${sure} のとき、テスト画像 ${count(images)} 枚の ${right} に正解しました。あなたの画像はそれらと違うかもしれないので、割り引いて見てください。`,
  trained: '訓練済みネットワーク',
  rightOn: (share, images) => `テスト画像 ${count(images)} 枚の ${share} に正解`,
  detail: (repeats, filters, seed, when, data) =>
    `N ${repeats}、F ${filters}、シード ${seed}、${when === '' ? '' : `${when}に `}${data} で訓練`,
  openAnother: '別のモデルを開く',
  seen: 'これまでの画像',
  seenNote: 'ページを閉じるまで残り、送信しません',
  unsure: (name) => `${name}、自信なし`,
  saw: {
    title: 'どこを見たか',
    measure: '測る',
    about: (squares, name) =>
      `画像の ${squares} か所の四角を順に隠して聞き直します。「${name}」が下がる所を見ていたことになります。`,
    map: (name) => `四角を隠すと「${name}」が下がった所`,
    how: (name) => `四角を順に隠して分類し直しました。濃いほど「${name}」が大きく下がりました。`,
    soFar: (done, of) => `${of} か所中 ${done} か所`,
    points: (figure) => `${figure} ポイント`,
    none: '単独で効いた四角はありませんでした。',
    covered: (place, figure) => `${place}を隠すと {measured:${figure}}`,
    places: [
      ['左上', '上の中央', '右上'],
      ['左の中央', '中央', '右の中央'],
      ['左下', '下の中央', '右下'],
    ],
  },
};
