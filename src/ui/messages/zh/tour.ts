/** @file The words of the tour in simplified Chinese. */
import { areLevel, count, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

const cellName = (number: number): string => `单元 ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: '随机',
  shuffled: '打乱',
  evolution: '进化',
  'local-search': '局部搜索',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: '搜索如何生长',
  stepOf: (at, of) => `${at} / ${of}`,
  back: '返回',
  next: (title) => `下一步：${title}`,
  beforeYouGoOn: '继续之前',
  showAnswer: '显示答案',
  opening: '正在打开记录的搜索。',
  noRecording: (reason) => `无法显示记录的搜索。${reason}。`,
  noLesson: '记录的搜索没有由代理模型选出单元的第二级，因此没有内容可讲。',
  cellName,
  titles: {
    cell: '我们在搜索什么？',
    simple: '先训练最简单的',
    learn: '一个小模型从结果中学习',
    grow: '每个单元长出一个块',
    game: '你与代理模型的较量',
    picked: '它选了什么',
    again: '再来一次，多一个块',
    worth: '这样做值得吗？',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        '用于图像的神经网络由一个小设计，即{strong:单元}，重复堆叠而成。单元由块组成：每个块有两个算子，各读取一个先前的输出，再把两者相加。',
        `${count(operators)} 个算子和 ${count(lookback)} 个可读取的先前输出，共组成 ${count(cells)} 种不同的单块单元。{screen:点按任意方格查看它的单元。}`,
      ],
      question: '为什么搜索小小的单元，而不是整个网络？',
      answer: '单元的数量远少于网络，而且在小堆叠中找到的单元，之后可以堆得更深、更宽。',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `全部 ${count(cells)} 个单块单元都从头训练 ${count(epochs)} 轮。先训练它们，是因为数量少、训练快，而更大的单元由同样的部分组成：在这里有用的，对它们也是线索。{screen:每个圆点是其中一个，越靠右越好。}`,
        `{measured:实测}准确率是在 ${count(images)} 张未用于训练的图像中答对的比例。{screen:触碰圆点或方格：它们是同一批单元。}`,
      ],
      question: '为什么要用没有训练过的图像来测试？',
      answer: '网络可以把训练图像背下来。只有从未见过的图像，才能说明它学懂了什么。',
    }),
    learn: ({ cells }) => ({
      text: [
        `{predicted:代理模型}是一个小模型，它读取单元的设计并预测其准确率。它已经看过 ${count(cells)} 个设计及其结果；从中学习只需几秒。`,
        '{screen:每个算子都位于含有它的单元的平均准确率处。选择一个更大的单元，看看代理模型对它的预测。}',
      ],
      question: '代理模型可能从这些结果中注意到什么？',
      answer: '例如，较好的单元里出现哪些算子，哪些输入有帮助，哪些组合有帮助。',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} 个单元 × ${count(blocks)} 个新块，得到 ${count(parents * blocks)} 个更大的单元。其中 ${count(duplicates)} 个与别的设计相同，被划掉：剩下 {strong:${count(candidates)}} 个，多得无法全部训练。`,
        `{predicted:代理模型}几秒内就能预测全部，只有它最看好的 ${count(kept)} 个被选中。{screen:触碰方格，看看它是什么。}`,
      ],
      question: '只要顺序正确，它预测的准确率数值即使全错也无妨。为什么？',
      answer: '只有最好的会被选中。即使每个预测都偏高同样的量，选出的仍是同样的单元。',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `代理模型从目前所有实测结果中学习，刚训练过的单元再长出一个块，如此循环，直到 ${count(blocks)} 个块。{screen:每个圆点离开预测位置，移到实测位置。}`,
        `平均准确率（不含随机抽取的）：${means}。更大的单元可能本来就更好，所以这还不能说明选择有帮助。`,
        '这就是 Progressive Neural Architecture Search：在向导的带领下，由简到繁。',
      ],
      question: '为什么不从最大的单元开始？',
      answer: '它们太多，而我们还一无所知。小单元训练得更快，并教会代理模型该找什么。',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `从{predicted:代理模型}没有选中的 ${count(left)} 个双块单元中随机抽取了 ${count(cells)} 个并加以训练。你知道的与它一样：${count(first)} 个单块单元的结果。哪三个最好？`,
      picked: (cells, first) =>
        `这是{predicted:代理模型}选出的双块单元中的 ${count(cells)} 个，它们已被训练。你知道的与它一样：${count(first)} 个单块单元的结果。哪三个最好？`,
    },
    pickedNote:
      '这次搜索没有训练随机抽取的单元，所以这些都是被选中的，全都接近顶端：无论对你还是对它，都比公平样本更难排序。',
    inputs: '每个算子下方是它读取的输入：−1 为前一个单元，−2 为再前一个单元，0 为本单元的第一个块。',
    group: '选择三个单元',
    chosen: (number) => `已选 ${number} / 3。`,
    free: '再按一次即可取消。',
    full: '已选满三个。请先点按其中一个取消。',
    more: (left) => `再选 ${count(left)} 个`,
    reveal: '揭晓结果',
    skip: '不想猜？',
    skipButton: '不猜，直接看',
    again: '再猜一次',
    next: '下一步：它选了什么',
    noGame: '这次搜索实测的双块单元太少，无法进行游戏。',
    failed: (numbers) => `训练失败，不参与游戏：${numbers.map(cellName).join('、')}。`,
    heading: (surrogate, reader) => {
      if (reader === undefined) return `最好的三个中，代理模型找到 ${surrogate} 个`;
      if (reader === surrogate) return `平手：你和代理模型各找到 ${reader} 个`;
      return reader > surrogate
        ? `你找到 ${reader} 个，代理模型找到 ${surrogate} 个`
        : `代理模型找到 ${surrogate} 个，你找到 ${reader} 个`;
    },
    meaning: {
      picked: '这些单元本来都接近顶端；选择是否胜过随机，只有随机抽取的单元才能说明。',
      ordered: '仅凭单块单元，它就把更大的单元排得几乎正确：这正是先从简单单元开始的原因。',
      better: '它的三个优于随机抽三个的平均水平，尽管其余单元排得不好。',
      chance: '这一次，它的三个并不比随机抽三个的平均水平更好。',
    },
    certainty: {
      lucky: (hits, chance) =>
        `只选三个的一轮可能是运气：随机选三个，有 ${percent(chance, 0)} 的轮次至少命中 ${count(hits)} 个。`,
      none: '只选三个的一轮说明不了多少。',
      luck: (training, images, shown) =>
        `这里的准确率部分是运气（标准差）：同一单元再训练一次相差 ±${training} 个百分点，用哪 ${count(shown)} 张图像测量相差 ±${images} 个百分点。`,
      luckOfImages: (images, shown) =>
        `这里的准确率部分是运气：仅用哪 ${count(shown)} 张图像测量就相差 ±${images} 个百分点（标准差）。`,
      order: (cells, rho, low, high) =>
        `在全部 ${count(cells)} 个上，它的排序得分为 ${decimal(rho, 2)}（95% 区间 ${decimal(low, 2)} 至 ${decimal(high, 2)}），1 为完美，0 为随机。`,
      noOrder: '单元太少，无法给排序打分。',
    },
    stageBefore: '已知与未知共用一条准确率轴',
    stageAfter: (cells) => `这 ${count(cells)} 个单元，按代理模型会尝试的顺序`,
    firstLevel: (cells) => `${count(cells)} 个单块单元，全部已实测`,
    operatorMean: '含此算子的平均值',
    waiting: '等待中',
    hint: ['你们共有的提示', '代理模型只看过这些，别无其他。触碰圆点查看其单元。'],
    wait: ['它们会落在哪里？', '它们在轴旁等待：放在轴上的任何位置都已经是一种猜测。'],
    covered: ['它的预测已就绪', '代理模型已排好顺序。在你亮出自己的选择之前，它的排序保持遮盖。'],
    legend: '每行两个标记',
    legendPredicted: '它的预测',
    legendMeasured: '实测结果',
    legendBest: '最好的三个',
    cell: '单元',
    marks: '轴上的预测与实测',
    you: '你',
    its: '它的 3 个',
    moved: '每个圆点都从{predicted:预测}位置移到了{measured:实测}位置。距离就是误差。',
    columns: ['命中前 3', '平均，%', '比随机'],
    rows: { reader: '你', surrogate: '代理模型', lot: '随机' },
    sure: '有多大把握？',
  },
  picked: {
    error: (kept, candidates, off) =>
      `代理模型选出的 ${count(kept)} 个（占全部候选的 ${percent(kept / Math.max(1, candidates), 1)}）已被训练。{screen:每个圆点从预测位置移到实测位置。}预测平均相差 ${hundredths(off)} 个百分点。`,
    against: (picks, probes, gain, low, high) =>
      `{strong:胜过随机吗？}选中的平均为 ${percent(picks, 2)}，随机抽取的为 ${percent(probes, 2)}：相差 ${points(gain)} 个百分点（95% 区间 ${points(low)} 至 ${points(high)}）。`,
    picking: {
      above: '可见按预测选择有帮助。',
      below: '可见在这里按预测选择反而有害。',
      close: '仅凭一次搜索无法判定。',
    },
    noProbes: '选择是否胜过随机，这次搜索无法回答：它没有同时训练随机抽取的单元。',
    orderOfProbes: (rho, low, high, cells) =>
      `它对 ${count(cells)} 个随机抽取单元的排序，Spearman 秩相关系数为 ${decimal(rho, 2)}（${decimal(low, 2)} 至 ${decimal(high, 2)}）：1 为完美，0 为随机。`,
    orderOfPicks: (rho, low, high) =>
      `仅在它选中的单元内为 ${decimal(rho, 2)}（${decimal(low, 2)} 至 ${decimal(high, 2)}）：它们的预测全都接近顶端，没有多少可排的。`,
    question: '如果它排不好自己选中的单元，它就没用吗？',
    answer: (left, isTold) =>
      `不能因此这么说：它的任务是把它们与被舍弃的 ${count(left)} 个区分开。${isTold ? '做到没有，要看随机抽取的单元，它们是后者的公平样本；选中的单元说明不了。' : '做到没有，只有随机抽取的单元才能说明，而这次搜索没有。'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `最好的单元达到 {strong:${percent(mean, digits)}}，这是 ${count(seeds)} 次重新训练的平均值，用搜索从未见过的图像评判。`,
    luck: (highest, again, digits) =>
      `最高的单次实测为 ${percent(highest, digits)}；重新训练后，该单元达到 ${percent(again, digits)}。${
        again < highest ? '众多实测中的最高值，部分是运气。' : '这一次不是运气。'
      }`,
    measured: (best, level, noise, digits) =>
      `最好的实测单元达到 ${percent(best, digits)}，位于第 ${level} 级；两个单元相差不到 ${noise} 个百分点，可能只是运气。`,
    scale: '这些是用很少图像训练的微型网络。请勿与已发表的 CIFAR-10 结果比较。',
    noRace: '公平的回答需要让随机搜索花费同样的预算，并重复多次。这份记录没有这样的对照。',
    question: '只有十分之一的预算时，谁会领先？',
    answer: '很可能是随机搜索：最初几级用来让代理模型学习，而随机搜索一开始就训练大单元。',
    control: '你会怎样弄清代理模型是否值得？',
    controlAnswer: '用同样的预算随机搜索，双方各重复多次，再比较重新训练后的最佳单元。',
  },
  stage: {
    firstGrid: '全部单块单元',
    firstGridNote: '块的一半沿纵向，另一半沿横向。一个方格是一个单元；实测之后，颜色表示其准确率。',
    network: '网络：同一个单元，一个接一个',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 是前一个单元的输出。第一个单元之前是对图像的一次卷积。'
        : 'H−1 是前一个单元的输出，H−2 是再前一个单元的输出，依此类推。第一个单元之前是对图像的一次卷积。',
    image: '图像',
    classes: (classes) => `${count(classes)} 个类别`,
    operators: '算子',
    operatorNotes: {
      identity: '原样传递输入',
      '3x3 dconv': '逐通道 3×3 卷积，再跨通道',
      '5x5 dconv': '逐通道 5×5 卷积，再跨通道',
      '7x7 dconv': '逐通道 7×7 卷积，再跨通道',
      '1x7-7x1 conv': '先对一行 7 个、再对一列 7 个卷积',
      '3x3 conv': '对所有通道的 3×3 卷积',
      '3x3 dilated conv': '每隔一个像素的 3×3 卷积',
      '3x3 maxpool': '3×3 邻域的最大值',
      '3x3 avgpool': '3×3 邻域的平均值',
    },
    swarm: (cells, of) => `第 1 级：已实测 ${count(cells)} / ${count(of)}`,
    marks: '含各算子的单块单元的平均准确率',
    example: '从算子看一个更大的单元',
    exampleNote:
      '虚线从它的各算子引向预测。预测不是它们的平均，可能超出所有标记：代理模型还读取输入、组合以及块之间的连接。',
    examples: '选择一个更大的单元',
    noExample: '在这次搜索中，更大的单元属于接下来的游戏，因此这里不展示。',
    predictedAt: (accuracy) => `预测 ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} 个单元 × ${count(columns)} 个新块`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `行：${count(rows)} 个单块单元中的前 ${count(shown)} 个。列：新块。`
        : '行：单块单元。列：每个单元可以长出的块。',
    growthBlocks: (halves, operators, inputs) =>
      `新块由 ${count(halves)} 种“一半”中的任意两种（可相同）组成：${count(operators)} 种算子，各有 ${count(inputs)} 个输入可选，其中包括单元的第一个块。`,
    curve: '全部预测，从最好到最差',
    fates: {
      duplicate: '划掉：与另一个设计相同',
      dropped: '已预测，未选中',
      kept: '被代理模型选中',
      probe: '随机抽取',
    },
    duplicateOf: (parent, block) => `与单元 ${parent} 加上块 ${block} 的设计相同。`,
    grownFrom: (parent) => `由单元 ${parent} 长出一个块。`,
    picks: '被代理模型选中',
    lot: '随机抽取',
    bestOfRow: '该行最好的',
    levelHead: (level) => `第 ${level} 级`,
    counted: (done, of) => `${count(done)} / ${count(of)} 个单元`,
    mean: (accuracy) => `平均 ${accuracy}`,
    half: (operator, input) => `${operator}（输入 ${input < 0 ? `H−${-input}` : `块 ${input}`}）`,
    axis: (images) => `在 ${count(images)} 张验证图像上的准确率；越接近 100%，刻度越宽`,
    touch: '触碰或聚焦一个标记以查看其单元；方向键在标记之间移动。',
    asTable: '显示为表格',
    asPicture: '显示为图形',
    table: ['单元', '级', '预测，%', '实测，%', '差'],
    play: '播放',
    pause: '暂停',
    place: '在记录的搜索中的位置',
    ofRun: (now, all) => `训练 ${now} / ${all}`,
    confirm: '确认',
  },
  panel: {
    level: (level) => `第 ${level} 级`,
    predicted: '预测',
    measured: '实测',
    difference: '差',
    notMeasured: '尚未',
    failed: '失败',
    none: '无预测',
  },
  projector: { name: '投影模式', note: '大字、高对比度；链接中也保留' },
  link: {
    heading: '给班级的链接',
    note: (step) => `打开本课的第 ${step} 步，搜索的设置已填好，但不会开始任何搜索。`,
    hide: { settings: '隐藏设置', answers: '不显示答案' },
    copy: '复制链接',
    copied: '链接已复制。',
    length: (characters) => `${count(characters)} / ${count(2000)} 个字符`,
    local: '此地址只在本机或本网络内有效：不在其中的人打不开这个链接。',
    qr: '链接的二维码',
  },
  race: {
    heading: '随着各搜索花费预算，迄今最好的单元',
    caption: (seeds) =>
      seeds > 2
        ? `线：迄今最好单元的估计准确率，对 ${count(seeds)} 个随机种子取平均；带：95% 区间。`
        : seeds > 1
          ? `线：迄今最好单元的估计准确率，对 ${count(seeds)} 个随机种子取平均。它说明发生了什么，而不是还会发生什么。`
          : '线：迄今最好单元的估计准确率。各只有一个随机种子：它说明发生了什么，而不是还会发生什么。',
    estimate:
      '估计：综合实测值与相似单元的表现，使走运的实测分量更轻。曲线偏保守：了解得更多时可能下降；末尾的标记来自重新训练，并用其他图像评判，可能高于曲线。',
    intro: (seeds) => `这些搜索的预算相同${seeds > 1 ? `，各用 ${count(seeds)} 个随机种子` : ''}。`,
    how: {
      pnas: '{measured:PNAS} 用代理模型选择。',
      random: '{strong:随机}随机抽取最大的单元。',
      shuffled: '{strong:打乱}像 PNAS 一样生长，但预测被打乱，因此是随机选择。',
      evolution: '{strong:进化}每次改动好单元的一处。',
      'local-search': '{strong:局部搜索}尝试其最好单元的邻居。',
      bananas: '{strong:BANANAS} 也询问代理模型，应训练好单元的哪些改动。',
    },
    confirmed: '最后，每个搜索用新的随机种子重新训练其最好的单元，并用从未见过的图像评判。这样，走运的实测不会取胜。',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `与“${lanes[strategy]}”持平`
        : `比“${lanes[strategy]}”${lead < 0 ? '低' : '高'} ${pointsApart(lead)} 个百分点`,
    verdict: {
      none: '这里没有确认过的对照，所以没有胜者。',
      few: (differences, seeds) =>
        `这里 PNAS 确认后的最佳${differences}，但只有 ${count(seeds)} 个随机种子：不足以说明还会如此。`,
      above: (differences) => `这里 PNAS 确认后的最佳${differences}：超出运气所能解释。代理模型带来了好处。`,
      below: (differences) => `这里 PNAS 确认后的最佳${differences}：超出运气所能解释。代理模型没有带来好处。`,
      close: (differences) => `难以判定：PNAS 确认后的最佳${differences}，仅凭运气也能解释。`,
      mixed: (differences) => `这里 PNAS 确认后的最佳${differences}。其中一部分可能只是运气，但不是全部。`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `一次比赛靠运气。NAS-Bench-201 是一张公开的表，收有他人训练过的 ${count(cells)} 个单元。各做 ${count(searches)} 次搜索、每次 ${count(children)} 个单元，PNAS 的准确率平均比表中最好的单元低 ${pointsApart(pnas, 2)} 个百分点，随机搜索低 ${pointsApart(random, 2)} 个：远超运气所能解释。`,
    level: (level, isFirst) => (isFirst ? `PNAS 第 ${level} 级` : `第 ${level} 级`),
    axis: (unit) => `训练所花的乘加运算（${unit}次）`,
    unit: (value, unit) => `${count(value)} ${unit}次`,
    units: { T: '万亿', G: '十亿' },
    confirmedHead: (seeds) => (seeds > 1 ? `确认后的最佳，${count(seeds)} 个种子的平均` : '确认后的最佳'),
    alone: '点按一项差值，只看其中的两种搜索。',
    lead: (strategy) => `PNAS 减${lanes[strategy]}`,
    leadRange: (low, high) => `个百分点，${points(low)} 至 ${points(high)}`,
    leadFew: (seeds) => `个百分点，${count(seeds)} 个随机种子`,
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `在全部 ${count(pairs)} 个种子上领先。`
          : `在 ${count(pairs)} 个种子中的 ${count(ahead)} 个上领先。`,
    shuffledNote: '两者经历同样的级：差别只在代理模型。',
    lostHead: '它输在哪里',
    lost: (until) => `从约 ${until}起 PNAS 才稳定领先：随机立即训练大单元，而 PNAS 先从小单元学起。`,
    lostAll: '预算用尽时，随机的估计值仍然领先。',
    lostNever: '随机从未稳定领先。',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? '范围为对随机种子的 95% 区间，按种子配对。' : ''}${seeds > 1 ? '小点：各种子。' : ''}差值按未取整的数计算。每个搜索 ${budget}；在 ${count(images)} 张图像上确认，各方的额外开销相同。`,
    table: ['搜索', '种子', '单元', '确认后的最佳，%', '95% 区间'],
    tableName: '竞赛的数字',
    estimated: (accuracy) => `估计 ${accuracy}`,
    confirmedAt: (accuracy) => `确认 ${accuracy}`,
    tryIt: '试一试：用这些设置开始',
    tryNote: (blocks, children, time) =>
      `打开搜索：${count(blocks)} 个块，K ${children}${time === undefined ? '' : `，在本设备上约 ${time}`}。在那里按“开始”之前，不会启动任何搜索。`,
    running: '有搜索正在运行：它保持不变，这些设置留给下一次。',
    quiz: '测验：五个问题',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: '代理模型根据什么进行预测？',
        choices: ['仅根据单元的设计：其算子、输入和块', '根据单元将要训练的图像', '根据训练好的网络的权重'],
        why: '它从不看图像或权重。因此几秒内就能预测成千上万个单元。',
      },
      {
        question: `第 1 级训练了全部 ${count(first)} 个单块单元。为什么从这里开始？`,
        choices: ['它们又少又便宜，代理模型可以从中学习', '单块单元的准确率最高', '更大的单元无法从头训练'],
        why: '先从简单单元开始：在单元数量激增之前，它们的结果教会代理模型哪些部分有帮助。',
      },
      {
        question: `在 ${count(candidates)} 个候选中选出了 ${count(kept)} 个。如果代理模型错了，会损失什么？`,
        choices: [
          '好的单元可能被舍弃，永远得不到训练',
          '训练过的单元会得到错误的准确率',
          '没有损失：被舍弃的单元会在下一级回来',
        ],
        why: '无论由谁选择，实测准确率都是真实的。被舍弃的不会再出现，除非别的单元生长成它。',
      },
      {
        question: '众多实测准确率中最高的那个，换一个随机种子重新训练后，最可能',
        choices: ['更低', '更高', '完全相同'],
        why: '众多结果中的最高值部分来自运气，而运气不会重演。因此，最好的几个要用新的种子在别的图像上确认。',
      },
      {
        question: '怎样才能判断代理模型是否值得？',
        choices: [
          '用同样的预算随机搜索多次，再比较确认后的最佳单元',
          '看它的预测是否接近实测',
          '把最高准确率与论文中的比较',
        ],
        why: '只有预算相同的对照才能显示选择带来了什么。接近的预测仍可能排错顺序，而论文用的是别的数据、更长的训练。',
      },
    ],
    title: '五个问题',
    back: '离开测验',
    check: '检查',
    next: '下一题',
    finish: '完成',
    right: '正确。',
    wrong: '不完全对。',
    noted: '已记下。答案将在课堂上讲解。',
    score: (right) => (right === 5 ? '五题全对。' : `五题答对 ${count(right)} 题。`),
    done: '五题都已回答。',
    again: '再来一次',
  },
  handout: {
    title: '搜索如何生长：Progressive Neural Architecture Search 的八个步骤',
    from: (date, images) =>
      `来自 ${date} 记录的一次真实搜索，准确率基于 ${count(images)} 张验证图像。请勿与已发表的 CIFAR-10 结果比较。`,
    name: '姓名',
    game: '你的猜测：勾选三个',
    gameColumns: ['单元', '它的块', '你的三个', '预测，%', '实测，%'],
    fill: '结果揭晓后，填写最后两列。',
    operators: (list) => `含各算子的单块单元的平均准确率：${list}。`,
    answers: '答案',
    print: '打印为讲义',
  },
};
