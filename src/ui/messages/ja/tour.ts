/** @file The words of the tour in Japanese. */
import { areLevel, count, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

const cellName = (number: number): string => `セル ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: 'ランダム',
  shuffled: 'シャッフル',
  evolution: '進化',
  'local-search': '局所探索',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: '探索が育つしくみ',
  stepOf: (at, of) => `${at} / ${of}`,
  back: '戻る',
  next: (title) => `次へ：${title}`,
  beforeYouGoOn: '先へ進む前に',
  showAnswer: '答えの例を見る',
  opening: '記録された探索を開いています。',
  noRecording: (reason) => `記録された探索を表示できません。${reason}。`,
  noLesson: '記録された探索には、サロゲートがセルを選んだ第 2 レベルがないため、お話しできることがありません。',
  cellName,
  titles: {
    cell: '何を探すのか？',
    simple: '最も単純なものを訓練する',
    learn: '小さなモデルが結果から学ぶ',
    grow: 'どのセルも 1 ブロック育つ',
    game: 'サロゲートと勝負',
    picked: 'サロゲートが選んだもの',
    again: 'もう一度、1 ブロック大きく',
    worth: 'やる価値はあったのか？',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        '画像用のニューラルネットワークは、{strong:セル}という小さな設計を繰り返し積み重ねたものです。セルはブロックからなり、ブロックは、それぞれ前の出力を読む 2 つの演算とその和です。',
        `${count(operators)} 個の演算と、読める ${count(lookback)} 個の前の出力から、${count(cells)} 通りの 1 ブロックのセルができます。{screen:四角を押すと、そのセルが見えます。}`,
      ],
      question: 'なぜネットワーク全体ではなく、小さなセルを探すのでしょう？',
      answer:
        'セルの数はネットワークの数よりずっと少なく、小さな積み重ねで見つけたセルは、あとでより深く、より広く積み重ねられるからです。',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `${count(cells)} 個の 1 ブロックのセルを、すべて一から ${count(epochs)} エポック訓練します。最初に訓練するのは、数が少なく早く訓練でき、大きなセルも同じ部品からできているからです。ここで役立つものは、大きなセルの手がかりになります。{screen:円はセルを表し、右にあるほど良い結果です。}`,
        `{measured:実測}の正解率は、訓練に使っていない ${count(images)} 枚の画像のうち、正しく答えた割合です。{screen:円や四角に触れてください。どちらも同じセルです。}`,
      ],
      question: 'なぜ訓練に使っていない画像で試すのでしょう？',
      answer: 'ネットワークは訓練画像を丸暗記できます。何を理解したかは、見たことのない画像でしか分かりません。',
    }),
    learn: ({ cells }) => ({
      text: [
        `{predicted:サロゲート}は、セルの設計を読んで正解率を予測する小さなモデルです。${count(cells)} 個の設計とその結果を見ました。そこから学ぶのに数秒しかかかりません。`,
        '{screen:各演算は、それを含むセルの平均正解率の位置にあります。大きなセルを選ぶと、サロゲートの予測が見られます。}',
      ],
      question: 'サロゲートはこれらの結果から何に気づくでしょう？',
      answer: 'たとえば、良いセルにどの演算が現れるか、どの入力が役立つか、どの組み合わせが役立つかです。',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} 個のセル × ${count(blocks)} 個の新しいブロックで、${count(parents * blocks)} 個の大きなセルができます。そのうち ${count(duplicates)} 個は別のものと同じ設計なので消します。残る {strong:${count(candidates)}} 個は、すべて訓練するには多すぎます。`,
        `{predicted:サロゲート}は数秒ですべてを予測し、最も良いと見た ${count(kept)} 個だけが選ばれます。{screen:四角に触れると、それが何か分かります。}`,
      ],
      question: '順序さえ正しければ、予測する正解率の値はすべて間違っていてもかまいません。なぜでしょう？',
      answer: '選ばれるのは上位だけだからです。すべての予測が同じだけ高すぎても、同じセルが選ばれます。',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `サロゲートはこれまでの実測すべてから学び、訓練したばかりのセルがもう 1 ブロック育ち、${count(blocks)} ブロックになるまで繰り返します。{screen:円が予測から実測の位置へ移ります。}`,
        `無作為に引いたセルを除く平均正解率：${means}。大きなセルはそれだけで良いこともあるので、選択が役立ったとはまだ言えません。`,
        'これが Progressive Neural Architecture Search です。案内役とともに、単純なものから複雑なものへ進みます。',
      ],
      question: 'なぜ最も大きなセルから始めないのでしょう？',
      answer:
        '数が多すぎるうえ、まだ何も分かっていないからです。小さなセルは早く訓練でき、何を探すべきかをサロゲートに教えます。',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `{predicted:サロゲート}が選ばなかった ${count(left)} 個の 2 ブロックのセルから ${count(cells)} 個を無作為に引き、訓練しました。あなたが知っていることはサロゲートと同じで、${count(first)} 個の 1 ブロックのセルの結果です。最も良かった 3 つはどれでしょう？`,
      picked: (cells, first) =>
        `{predicted:サロゲート}が選んだ 2 ブロックのセルのうち ${count(cells)} 個で、訓練済みです。手がかりはサロゲートと同じ、${count(first)} 個の 1 ブロックのセルの結果です。上位 3 個はどれでしょう？`,
    },
    pickedNote:
      'この探索では無作為抽出のセルを訓練していないため、これらは選ばれたセルで、どれも上位に近いものです。公平な標本より順序づけが難しく、それはサロゲートも同じです。',
    inputs: '演算の下の数字は入力です：−1 は 1 つ前のセル、−2 は 2 つ前のセル、0 はこのセルの最初のブロック。',
    group: 'セルを 3 つ選んでください',
    chosen: (number) => `3 つのうち ${number} つを選びました。`,
    free: 'もう一度押すと外せます。',
    full: '3 つ選ばれています。先にどれかを押して外してください。',
    more: (left) => `あと ${count(left)} つ選ぶ`,
    reveal: '結果を見る',
    skip: '予想しませんか？',
    skipButton: '予想せずに見る',
    again: 'もう一度予想する',
    next: '次へ：サロゲートが選んだもの',
    noGame: 'この探索には、ゲームに足りる数の実測済み 2 ブロックのセルがありません。',
    failed: (numbers) => `訓練に失敗したためゲームに含みません：${numbers.map(cellName).join('、')}。`,
    heading: (surrogate, reader) => {
      if (reader === undefined) return `サロゲートは上位 3 個のうち ${surrogate} 個を当てました`;
      if (reader === surrogate) return `引き分け：どちらも ${reader} 個`;
      return reader > surrogate
        ? `あなたは ${reader} 個、サロゲートは ${surrogate} 個`
        : `サロゲートは ${surrogate} 個、あなたは ${reader} 個`;
    },
    meaning: {
      picked:
        'どれもすでに上位に近いセルです。選ぶことが偶然に勝るかどうかは、無作為抽出のセルがなければ分かりません。',
      ordered: '1 ブロックのセルだけから、より大きなセルをほぼ正しい順に並べました。だから単純なセルが先なのです。',
      better: 'ほかの順序づけは弱かったものの、選んだ 3 個は、無作為に選んだ 3 個の平均より良い結果でした。',
      chance: '今回、選んだ 3 個は、無作為に選んだ 3 個の平均より良くありませんでした。',
    },
    certainty: {
      lucky: (hits, chance) =>
        `3 個を選ぶ 1 回だけなら運かもしれません。無作為に 3 個選んでも、${percent(chance, 0)} の回で ${count(hits)} 個以上当たります。`,
      none: '3 個を選ぶ 1 回だけでは、ほとんど何も決まりません。',
      luck: (training, images, shown) =>
        `ここでの正解率には運も含まれます（標準偏差）：同じセルでも訓練ごとに ±${training} ポイント、どの ${count(shown)} 枚の画像で測るかで ±${images} ポイント。`,
      luckOfImages: (images, shown) =>
        `ここでの正解率には運も含まれます：どの ${count(shown)} 枚の画像で測るかだけで ±${images} ポイント（標準偏差）。`,
      order: (cells, rho, low, high) =>
        `${count(cells)} 個すべてでの順序の得点は ${decimal(rho, 2)}（95% 区間 ${decimal(low, 2)} 〜 ${decimal(high, 2)}）です。1 が完全、0 が偶然です。`,
      noOrder: '順序を採点するにはセルが少なすぎます。',
    },
    stageBefore: '分かっていることとこれからのことを 1 本の正解率の軸に',
    stageAfter: (cells) => `${count(cells)} 個のセルを、サロゲートが試したであろう順に`,
    firstLevel: (cells) => `${count(cells)} 個の 1 ブロックのセル、すべて実測済み`,
    operatorMean: 'この演算を含む平均',
    waiting: '待機中',
    hint: ['共通の手がかり', 'サロゲートが見たのはこれらだけです。円に触れるとセルが見えます。'],
    wait: ['どこに落ち着くのか？', '軸の横で待っています。軸の上に置けば、それだけで予想になってしまうからです。'],
    covered: [
      '予測は出そろいました',
      'サロゲートは順位をつけました。こちらの予想を示すまで、その順序は伏せてあります。',
    ],
    legend: '1 行に 2 つの印',
    legendPredicted: '予測',
    legendMeasured: '実測',
    legendBest: '上位 3 個',
    cell: 'セル',
    marks: '軸上の予測と実測',
    you: 'あなた',
    its: 'その 3 個',
    moved: 'どの円も{predicted:予測}の位置から{measured:実測}の位置へ移りました。その距離が誤差です。',
    columns: ['上位 3 の的中', '平均、%', '無作為との差'],
    rows: { reader: 'あなた', surrogate: 'サロゲート', lot: '無作為' },
    sure: 'どれほど確かか？',
  },
  picked: {
    error: (kept, candidates, off) =>
      `サロゲートが選んだ ${count(kept)} 個（全候補の ${percent(kept / Math.max(1, candidates), 1)}）を訓練しました。{screen:円が予測の位置から実測の位置へ移ります。}予測の外れは平均 ${hundredths(off)} ポイントでした。`,
    against: (picks, probes, gain, low, high) =>
      `{strong:偶然に勝るか？}選ばれたセルの平均は ${percent(picks, 2)}、無作為抽出のセルは ${percent(probes, 2)} で、差は ${points(gain)} ポイント（95% 区間 ${points(low)} 〜 ${points(high)}）です。`,
    picking: {
      above: '予測による選択は役に立ちました。',
      below: 'ここでは予測による選択が害になりました。',
      close: '1 回の探索では判定できません。',
    },
    noProbes:
      '選択が偶然に勝るかどうか、この探索からは言えません。並べて比べる無作為抽出のセルを訓練していないからです。',
    orderOfProbes: (rho, low, high, cells) =>
      `無作為抽出の ${count(cells)} 個のセルの順序は、スピアマンの順位相関で ${decimal(rho, 2)}（${decimal(low, 2)} 〜 ${decimal(high, 2)}）です。1 が完全、0 が偶然です。`,
    orderOfPicks: (rho, low, high) =>
      `選ばれたセルだけでは ${decimal(rho, 2)}（${decimal(low, 2)} 〜 ${decimal(high, 2)}）です。どれも予測では上位に近く、順序づける余地がほとんどありません。`,
    question: '自分で選んだセルを順序づけられないなら、役に立たないのでしょうか？',
    answer: (left, isTold) =>
      `それだけでは言えません。その仕事は、外した ${count(left)} 個のセルから見分けることでした。${isTold ? 'できたかどうかは、外したセルの公平な標本である無作為抽出のセルが示します。選ばれたセルでは示せません。' : 'できたかどうかは無作為抽出のセルだけが示せますが、この探索にはありません。'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `最良のセルは {strong:${percent(mean, digits)}} に達しました。探索が一度も見ていない画像で評価した、${count(seeds)} 回の再訓練の平均です。`,
    luck: (highest, again, digits) =>
      `単独の実測の最高は ${percent(highest, digits)} で、再訓練するとそのセルは ${percent(again, digits)} でした。${
        again < highest ? '多くの実測の最高値には、運も混じっています。' : '今回は運ではありませんでした。'
      }`,
    measured: (best, level, noise, digits) =>
      `実測で最良のセルはレベル ${level} の ${percent(best, digits)} です。2 つのセルの ${noise} ポイント未満の差は運だけかもしれません。`,
    scale: 'これらは少ない画像で訓練した小さなネットワークです。発表されている CIFAR-10 の結果と比べないでください。',
    noRace: '公平な答えには、同じ予算を偶然に任せて使う探索が何回も必要です。この記録にはそのような対照がありません。',
    question: '予算が 10 分の 1 なら、どれが先を行くでしょう？',
    answer:
      'おそらくランダム探索です。最初のレベルはサロゲートが学ぶための費用で、ランダム探索は初めから大きなセルを訓練するからです。',
    control: 'サロゲートに価値があったかどうかは、どうすれば分かるでしょう？',
    controlAnswer: '同じ予算のランダム探索を双方何回も行い、再訓練した最良のセルを比べます。',
  },
  stage: {
    firstGrid: '1 ブロックのセルすべて',
    firstGridNote: 'ブロックの片方を縦、もう片方を横に並べています。四角 1 つがセルで、実測後の色は正解率を表します。',
    network: 'ネットワーク：同じセルを順に並べる',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 は 1 つ前のセルの出力です。最初のセルの前には画像の畳み込みが 1 つあります。'
        : 'H−1 は 1 つ前のセルの出力、H−2 はその前のセルの出力、以下同様です。最初のセルの前には画像の畳み込みが 1 つあります。',
    image: '画像',
    classes: (classes) => `${count(classes)} クラス`,
    operators: '演算',
    operatorNotes: {
      identity: '入力をそのまま渡す',
      '3x3 dconv': 'チャネルごとの 3×3 畳み込み、その後チャネル間',
      '5x5 dconv': 'チャネルごとの 5×5 畳み込み、その後チャネル間',
      '7x7 dconv': 'チャネルごとの 7×7 畳み込み、その後チャネル間',
      '1x7-7x1 conv': '横 7 の畳み込み、その後 縦 7 の畳み込み',
      '3x3 conv': '全チャネルの 3×3 畳み込み',
      '3x3 dilated conv': '1 画素おきの 3×3 畳み込み',
      '3x3 maxpool': '3×3 の近傍の最大値',
      '3x3 avgpool': '3×3 の近傍の平均',
    },
    swarm: (cells, of) => `レベル 1：${count(of)} 個のうち ${count(cells)} 個を実測`,
    marks: '各演算を含む 1 ブロックのセルの平均正解率',
    example: '大きなセルを演算から見る',
    exampleNote:
      '点線は各演算から予測へ伸びています。予測はその平均ではなく、どの印より外にあることもあります。サロゲートは入力、組み合わせ、ブロックのつながりも読みます。',
    examples: '大きなセルを選ぶ',
    noExample: 'この探索では大きなセルがこの先のゲームに使われるため、ここでは示しません。',
    predictedAt: (accuracy) => `予測 ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} 個のセル × ${count(columns)} 個の新しいブロック`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `行：${count(rows)} 個の 1 ブロックのセルのうち最初の ${count(shown)} 個。列：新しいブロック。`
        : '行：1 ブロックのセル。列：それぞれに加えられるブロック。',
    growthBlocks: (halves, operators, inputs) =>
      `新しいブロックは ${count(halves)} 通りの片側から任意の二つ（同じでもよい）の組み合わせです：演算子 ${count(operators)} 種 × 入力 ${count(inputs)} 個（セルの最初のブロックを含む）。`,
    curve: '予測すべて、良い順に',
    fates: {
      duplicate: '消去：別のものと同じ設計',
      dropped: '予測したが選ばれず',
      kept: 'サロゲートが選択',
      probe: '無作為抽出',
    },
    duplicateOf: (parent, block) => `セル ${parent} にブロック ${block} を加えたものと同じ設計です。`,
    grownFrom: (parent) => `セル ${parent} が 1 ブロック育ったもの。`,
    picks: 'サロゲートが選択',
    lot: '無作為抽出',
    bestOfRow: '各行で最良',
    levelHead: (level) => `レベル ${level}`,
    counted: (done, of) => `${count(done)} / ${count(of)} セル`,
    mean: (accuracy) => `平均 ${accuracy}`,
    half: (operator, input) => `${operator}（入力 ${input < 0 ? `H−${-input}` : `ブロック ${input}`}）`,
    axis: (images) => `検証画像 ${count(images)} 枚での正解率（100% に近いほど目盛りが広い）`,
    touch: '印に触れるかフォーカスすると、そのセルが見えます。矢印キーで印から印へ移れます。',
    asTable: '表で見る',
    asPicture: '図で見る',
    table: ['セル', 'レベル', '予測、%', '実測、%', '差'],
    play: '再生',
    pause: '一時停止',
    place: '記録された探索の位置',
    ofRun: (now, all) => `訓練 ${now} / ${all}`,
    confirm: '確認',
  },
  panel: {
    level: (level) => `レベル ${level}`,
    predicted: '予測',
    measured: '実測',
    difference: '差',
    notMeasured: 'まだ',
    failed: '失敗',
    none: '予測なし',
  },
  projector: { name: 'プロジェクターモード', note: '大きな文字、高コントラスト。リンクにも入ります' },
  link: {
    heading: 'クラス用のリンク',
    note: (step) => `このレッスンをステップ ${step} から開きます。探索の設定は入力済みで、何も開始されていません。`,
    hide: { settings: '設定を隠す', answers: '答えなし' },
    copy: 'リンクをコピー',
    copied: 'リンクをコピーしました。',
    length: (characters) => `${count(2000)} 文字中 ${count(characters)} 文字`,
    local: 'このアドレスは、このコンピューターかこのネットワークの中だけのものです。外にいる人はリンクを開けません。',
    qr: 'リンクの QR コード',
  },
  race: {
    heading: '各探索が予算を使う間の、それまでの最良のセル',
    caption: (seeds) =>
      seeds > 2
        ? `線：それまでの最良のセルの推定正解率、${count(seeds)} 個のシードの平均。帯：95% 区間。`
        : seeds > 1
          ? `線：それまでの最良のセルの推定正解率、${count(seeds)} 個のシードの平均。起きたことを示すもので、また起きることではありません。`
          : '線：それまでの最良のセルの推定正解率。シードは 1 つずつ。起きたことを示すもので、また起きることではありません。',
    estimate:
      '推定：実測と、似たセルが示すことを合わせたもの。運のよい実測の重みは小さくなります。線は控えめで、より多くのことがわかると下がることがあります。最後の印は新たに訓練して別の画像で評価したもので、線より上になることがあります。',
    intro: (seeds) => `これらの探索の予算は同じです${seeds > 1 ? `（各 ${count(seeds)} 個のシード）` : ''}。`,
    how: {
      pnas: '{measured:PNAS} はサロゲートで選びます。',
      random: '{strong:ランダム}は最大のセルを無作為に引きます。',
      shuffled: '{strong:シャッフル}は PNAS のように育ちますが、予測が混ぜられているので無作為に選びます。',
      evolution: '{strong:進化}は良いセルを一度に 1 か所だけ変えます。',
      'local-search': '{strong:局所探索}は最良のセルの近傍を試します。',
      bananas: '{strong:BANANAS} もサロゲートに、良いセルのどの変更を訓練するかを尋ねます。',
    },
    confirmed:
      '最後に、各探索は最良のセルを新しいシードで再訓練し、見たことのない画像で評価されます。運のよい実測は勝ちになりません。',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `「${lanes[strategy]}」と同点`
        : `「${lanes[strategy]}」より ${pointsApart(lead)} ポイント${lead < 0 ? '下' : '上'}`,
    verdict: {
      none: 'ここでは確認された対照がないため、勝者はいません。',
      few: (differences, seeds) =>
        `ここでは PNAS の確認後の最良は${differences}でしたが、シードは ${count(seeds)} つだけで、また同じになるとは言えません。`,
      above: (differences) =>
        `ここでは PNAS の確認後の最良は${differences}でした。運では説明できない差です。サロゲートは割に合いました。`,
      below: (differences) =>
        `ここでは PNAS の確認後の最良は${differences}でした。運では説明できない差です。サロゲートは割に合いませんでした。`,
      close: (differences) => `判定できません。PNAS の確認後の最良は${differences}でしたが、運だけでも説明できます。`,
      mixed: (differences) =>
        `ここでは PNAS の確認後の最良は${differences}でした。一部は運だけで説明できますが、すべてではありません。`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `一度の競走は運です。NAS-Bench-201 はほかの人が訓練した ${count(cells)} 個のセルの公開された表です。${count(children)} 個のセルの探索を ${count(searches)} 回ずつ行うと、表の最良のセルより平均で PNAS は正解率で ${pointsApart(pnas, 2)} ポイント、ランダム探索は ${pointsApart(random, 2)} ポイント下で終わりました。運では到底説明できない差です。`,
    level: (level, isFirst) => (isFirst ? `PNAS のレベル ${level}` : `レベル ${level}`),
    axis: (unit) => `訓練に使った積和演算（${unit}回）`,
    unit: (value, unit) => `${count(value)} ${unit}回`,
    units: { T: '兆', G: '十億' },
    confirmedHead: (seeds) => (seeds > 1 ? `確認後の最良、${count(seeds)} シードの平均` : '確認後の最良'),
    alone: '差を押すと、その二つの探索だけが目立ちます。',
    lead: (strategy) => `PNAS − ${lanes[strategy]}`,
    leadRange: (low, high) => `ポイント、${points(low)} 〜 ${points(high)}`,
    leadFew: (seeds) => `ポイント、シード ${count(seeds)} つ`,
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `${count(pairs)} 個のシードすべてで上回りました。`
          : `${count(pairs)} 個のシードのうち ${count(ahead)} 個で上回りました。`,
    shuffledNote: 'どちらも同じレベルを経て育ちます。違いはサロゲートだけです。',
    lostHead: '負けたところ',
    lost: (until) =>
      `PNAS がずっと上になったのは約 ${until}からです。ランダムはすぐに大きなセルを訓練し、PNAS はまず小さなセルから学びます。`,
    lostAll: '予算の終わりでも、推定値はランダムが上でした。',
    lostNever: 'ランダムが上回り続けたことはありませんでした。',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? '範囲はシードについての 95% 区間（シードごとの対）。' : ''}${seeds > 1 ? '小さな点：各シード。' : ''}差は丸める前の値によります。各 ${budget}。${count(images)} 枚の画像で確認し、その追加費用はどれも同じです。`,
    table: ['探索', 'シード', 'セル', '確認後の最良、%', '95% 区間'],
    tableName: '競争の数値',
    estimated: (accuracy) => `推定 ${accuracy}`,
    confirmedAt: (accuracy) => `確認 ${accuracy}`,
    tryIt: 'この設定で試す',
    tryNote: (blocks, children, time) =>
      `${count(blocks)} ブロック、K ${children} で探索を開きます${time === undefined ? '' : `（この機器で約 ${time}）`}。「開始」を押すまで何も始まりません。`,
    running: '探索が実行中です。それはそのままで、この設定は次の探索に使われます。',
    quiz: 'クイズ：5 問',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: 'サロゲートは何から予測しますか？',
        choices: [
          'セルの設計だけから：演算、入力、ブロック',
          'セルの訓練に使う画像から',
          '訓練済みネットワークの重みから',
        ],
        why: '画像も重みも一切見ません。だから何千ものセルを数秒で予測できます。',
      },
      {
        question: `レベル 1 では ${count(first)} 個の 1 ブロックのセルをすべて訓練しました。なぜそこから始めるのでしょう？`,
        choices: [
          '数が少なく安価で、サロゲートがそこから学べるから',
          '1 ブロックのセルの正解率が最も高いから',
          '大きなセルは一から訓練できないから',
        ],
        why: 'まず単純なセルです。セルの数が爆発する前に、どの部分が役立つかをその結果がサロゲートに教えます。',
      },
      {
        question: `${count(candidates)} 個の候補から ${count(kept)} 個が選ばれました。サロゲートが間違うと何が失われるでしょう？`,
        choices: [
          '良いセルが外され、訓練されないままになるかもしれない',
          '訓練したセルの正解率が誤ったものになる',
          '何も失われない。外れたセルは次のレベルで戻ってくる',
        ],
        why: '誰が選んだセルでも、実測の正解率は本物です。外れたセルは、別のセルがそこまで育たない限り、戻ってきません。',
      },
      {
        question: '多くの実測のうち最高の正解率のセルを、新しいシードで再訓練すると、おそらく',
        choices: ['下がる', '上がる', 'まったく同じ'],
        why: '多くのうちの最高値には運も混じっており、運は繰り返しません。だから上位のセルを、新しいシードと別の画像で確認します。',
      },
      {
        question: 'サロゲートに価値があったかどうかは、どうすれば分かるでしょう？',
        choices: [
          '同じ予算のランダム探索を何回も行い、確認後の最良のセルを比べる',
          '予測が実測に近かったかどうかを見る',
          '最高の正解率を論文の値と比べる',
        ],
        why: '選択が何をもたらしたかは、同じ予算の対照でしか分かりません。近い予測でも順序が悪いことがあり、論文は別のデータでより長く訓練しています。',
      },
    ],
    title: '5 つの質問',
    back: 'クイズを終える',
    check: '答え合わせ',
    next: '次の質問',
    finish: '終了',
    right: '正解です。',
    wrong: '惜しいです。',
    noted: '記録しました。答えは授業で確認します。',
    score: (right) => (right === 5 ? '5 問すべて正解です。' : `5 問中 ${count(right)} 問正解です。`),
    done: '5 問すべてに答えました。',
    again: 'もう一度',
  },
  handout: {
    title: '探索が育つしくみ：Progressive Neural Architecture Search の 8 つのステップ',
    from: (date, images) =>
      `${date} に記録した実際の探索より。正解率は検証画像 ${count(images)} 枚によるものです。発表されている CIFAR-10 の結果と比べないでください。`,
    name: '名前',
    game: '予想：3 つに印をつける',
    gameColumns: ['セル', 'そのブロック', '選んだ 3 つ', '予測、%', '実測、%'],
    fill: '結果が示されたら、最後の 2 列を埋めてください。',
    operators: (list) => `各演算を含む 1 ブロックのセルの平均正解率：${list}。`,
    answers: '答え',
    print: '配布用に印刷',
  },
};
