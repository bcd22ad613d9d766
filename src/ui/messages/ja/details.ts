/** @file The words behind buttons of the first visit in Japanese. */
import { count } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: '戦略',
      note: '訓練するセルの見つけ方。',
      choices: {
        pnas: { name: 'PNAS', note: 'セルが 1 ブロックずつ育ち、どれを訓練するかをサロゲートが選びます。' },
        random: { name: 'ランダム', note: '比較用：同じ数の完全なセルを無作為に引きます。' },
        evolution: { name: '進化', note: '比較用：同じ数の完全なセル。良いセルの 1 か所を変えたものです。' },
        shuffled: { name: 'PNAS、シャッフル', note: '比較用：サロゲートの推測を混ぜた PNAS。' },
        'local-search': { name: '局所探索', note: '比較用：各セルから、1 か所だけ違うより良いセルへ進みます。' },
        bananas: { name: 'BANANAS', note: '比較用：最良に近い完全なセルを、運と実力でサロゲートが選びます。' },
      },
    },
    surrogate: {
      name: 'サロゲート',
      note: '正解率を推測するもの。',
      choices: {
        blend: {
          name: 'ブレンド',
          note: 'セルに共通する部分の比較と 5 つの小さなネットワーク。実際のセルの順位づけが最良。',
        },
        lstm: { name: 'LSTM', note: '論文のもの：セルを文のように読む 5 つのネットワーク。' },
        mlp: { name: 'MLP', note: '論文のもう一方：セルの各部分の平均を読む 5 つのネットワーク。' },
        titu1994: {
          name: 'titu1994',
          note: 'そのプロジェクトのもの：セルを半分ずつ読み、レベルごとに学び続ける 1 つのネットワーク。',
        },
        parent: { name: '親', note: '比較用：セルは、育つ前のセルと同じだけ良いとみなします。' },
        flops: { name: '大きさ', note: '比較用：計算量の多いセルほど良いとみなします。' },
      },
    },
    images: { name: '画像の総数', note: '訓練と検証の合計。' },
    validationImages: { name: 'うち検証用', note: '取り分けておき、正解率を測ります。' },
    lookback: { name: 'さかのぼり、L', note: 'セルが読める前のセルの数。' },
    macro: {
      name: 'ネットワーク',
      note: '論文のセルの積み重ね、または titu1994 の 2 セルの平らなネットワーク。',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: 'セルの出力',
      note: '連結するブロック：すべて、またはほかのブロックが読まないもの。',
      choices: { all: { name: '全ブロック' }, unused: { name: '読まれないブロック' } },
    },
    optimizer: {
      name: 'オプティマイザー',
      note: 'モメンタムは Nesterov の 0.9 です。',
      choices: { momentum: { name: 'モメンタム' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: '最終学習率の割合', note: 'コサインの終点。最大に対する割合。' },
    weightDecay: { name: '重み減衰', note: 'フィルターへの L2 ペナルティ。' },
    clipNorm: { name: '勾配ノルムの上限', note: '0 は無制限。著者のコードは 5。' },
    augmentation: {
      name: 'データ拡張',
      note: '訓練画像の変化のさせ方。',
      choices: {
        none: { name: 'なし', note: '訓練画像はそのままです。' },
        'pad-crop': { name: '余白、切り抜き', note: '4 ピクセルの余白をつけ、32x32 に切り抜き、無作為に反転します。' },
        'resize-crop': { name: '拡大、切り抜き', note: '40x40 に拡大し、32x32 に切り抜き、無作為に反転します。' },
      },
    },
    normalisation: {
      name: 'ピクセル',
      note: 'ネットワークに見えるピクセルの値。',
      choices: {
        training: { name: '正規化', note: '訓練画像の平均と標準偏差で。' },
        cifar10: { name: '正規化（CIFAR-10）', note: 'CIFAR-10 全体の平均と標準偏差で。' },
        none: { name: '0 から 1', note: '0 から 1 のピクセル値のまま。' },
      },
    },
    reward: {
      name: '報酬',
      note: 'どのエポックの正解率を使うか。',
      choices: { last: { name: '最後のエポック' }, best: { name: '最良のエポック' } },
    },
    lastBatch: {
      name: '最後のバッチ',
      note: '1 エポックのうち、バッチに満たない画像。',
      choices: {
        dropped: { name: '使わない', note: '別のエポックに回します。' },
        filled: { name: '補う', note: 'すでに見た画像で補います。' },
      },
    },
    retrainings: { name: '再訓練するセル', note: '別のシードでもう一度訓練：正解率が偶然どれだけ変わるか。' },
    confirmations: { name: '確認するセル', note: '上位のセルを最後に再訓練し、使っていない画像で評価します。' },
    confirmationSeeds: { name: 'それぞれのシード数', note: '確認する各セルの訓練回数。' },
    minutes: { name: '時間、分', note: '確認を含む機器の時間。K はそこから決まります。0：無制限。' },
    shadows: {
      name: '影のサロゲート',
      note: 'ほかのものも選ばれたセルを予測しますが、何も選びません。',
      choices: { none: { name: 'なし' }, all: { name: 'LSTM、親、大きさ' } },
    },
    probes: { name: '無作為抽出のセル', note: 'レベル 2 で選ばれたセルと並べて訓練し、選択の価値を示します。' },
    stopping: {
      name: '早期終了',
      note: 'レベルの子について。',
      choices: {
        none: { name: 'なし', note: 'それぞれ最後のエポックまで訓練します。' },
        halving: { name: '半減法', note: 'エポックの 9 分の 1 と 3 分の 1 のあと、上位 3 分の 1 だけが続きます。' },
      },
    },
    start: {
      name: '子の始まり',
      note: '最初のエポックの前の子の状態。',
      choices: {
        cold: { name: 'コールド', note: '無作為に引いた重みで。' },
        warm: { name: 'ウォーム', note: '上位 K 個に入っていれば、育つ前の訓練済みセルとして。' },
      },
    },
    pareto: {
      name: '選ぶ基準',
      note: 'どんなセルを訓練に値するとみなすか。',
      choices: {
        off: { name: '正解率' },
        'accuracy,parameters': { name: '正解率、パラメーター', note: '大きさのわりに良い小さなセルも選びます。' },
        'accuracy,multiply-adds': { name: '正解率、積和演算', note: '計算量のわりに良いセルも選びます。' },
        'accuracy,ms': { name: '正解率、時間', note: '1 ステップの時間のわりに良いセルも選びます。' },
      },
    },
    precision: {
      name: '数値の精度',
      note: '訓練中にネットワークの値を保存する方法。',
      choices: {
        f32: { name: '32 ビット' },
        'f16-storage': { name: '16 ビット', note: 'メモリーは半分、計算は 32 ビット。WebGPU が必要。' },
      },
    },
  },
  reach: {
    insecure: 'このページは安全に開かれていません',
    slow: 'ここでの訓練は遅いですが、すべて見ることができます',
    insecureNote:
      'ブラウザーは、通常の http で開いたページに WebGPU を使わせません。ネットワークなしで開けるようにする機能、保存したものを守る機能、タブどうしを連携させる機能も同じです。探索は一度に 1 つのタブで行ってください。すべてを使うには https で、または配信しているコンピューターの localhost で開いてください。',
    slowNote: '全速の訓練には WebGPU が必要です。同じリンクを、対応するブラウザーで開けます。',
    watch: '記録された探索を見る',
    watchNote: '実際の探索を 1、2 分で、順を追って説明します。',
    watchButton: '見る',
    open: '共有された結果を開く',
    openNote: 'リンクまたは run.json から。',
    openButton: '開く',
    train: 'ゆっくり訓練する',
    trainNote: (networks) => `最小のプリセットは数分です：小さなネットワーク ${count(networks)} 個。`,
    trainButton: '入力する',
    table: '訓練が速い環境',
    browser: 'ブラウザー',
    yes: 'はい',
    no: 'いいえ',
    from26: '26 以降',
    appleSilicon: 'Apple シリコン',
    newer: '新しい Intel、NVIDIA',
    secure: '安全なページ',
    openedSecurely: 'https または localhost で開かれています',
    plainHttp: '別のコンピューターから通常の http で開かれています',
    offered: 'このブラウザーで利用可能',
    notUsable: 'このブラウザーにありますが、ここでは使えません',
    missing: 'navigator.gpu がありません',
    hidden: '安全でないページでは隠されます',
    webgl: '利用可能（WebGPU より低速）',
    noWebgl: '利用不可：プロセッサーだけで訓練します',
    storage: '保存',
    kept: '探索を保存して開けます',
    notKept: 'このウィンドウでは探索を保存できません',
  },
};
