/** @file The words behind buttons of the first visit in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { DetailsWords } from '../words.ts';

export const DETAILS: DetailsWords = {
  rows: {
    strategy: {
      name: '策略',
      note: '如何找到要训练的单元。',
      choices: {
        pnas: { name: 'PNAS', note: '单元逐块生长；由代理模型选出要训练的。' },
        random: { name: '随机', note: '用于比较：同样数量的完整单元，随机抽取。' },
        evolution: { name: '进化', note: '用于比较：同样数量的完整单元，每个都是改动一处的好单元。' },
        shuffled: { name: 'PNAS，打乱', note: '用于比较：代理模型的猜测被打乱的 PNAS。' },
        'local-search': { name: '局部搜索', note: '用于比较：从每个单元走向一个只差一处的更好单元。' },
        bananas: { name: 'BANANAS', note: '用于比较：最佳单元附近的完整单元，由代理模型兼顾运气与优劣来选。' },
      },
    },
    surrogate: {
      name: '代理模型',
      note: '猜测准确率的模型。',
      choices: {
        blend: { name: '混合', note: '比较单元共有的部分，外加五个小网络；对真实单元排序最好。' },
        lstm: { name: 'LSTM', note: '论文所用：五个像读句子一样读取单元的网络。' },
        mlp: { name: 'MLP', note: '论文的另一种：五个读取单元各部分平均值的网络。' },
        titu1994: { name: 'titu1994', note: '该项目所用：一个逐半读取单元、逐级继续学习的网络。' },
        parent: { name: '父代', note: '用于比较：单元与它所生长自的单元一样好。' },
        flops: { name: '大小', note: '用于比较：单元所需计算越多越好。' },
      },
    },
    images: { name: '图像总数', note: '训练与验证合计。' },
    validationImages: { name: '其中用于验证', note: '留出；在其上测量准确率。' },
    lookback: { name: '回看，L', note: '单元可以读取多少个先前的单元。' },
    macro: {
      name: '网络',
      note: '论文的单元堆叠，或 titu1994 的扁平双单元网络。',
      choices: { pnas: { name: 'PNAS' }, titu1994: { name: 'titu1994' } },
    },
    cellOutput: {
      name: '单元输出',
      note: '拼接哪些块：全部，或没有被其他块读取的。',
      choices: { all: { name: '全部块' }, unused: { name: '未被读取的块' } },
    },
    optimizer: {
      name: '优化器',
      note: '动量为 Nesterov 动量，0.9。',
      choices: { momentum: { name: '动量' }, adam: { name: 'Adam' } },
    },
    finalLearningRateShare: { name: '最终学习率，占比', note: '余弦的终点，占最高值的比例。' },
    weightDecay: { name: '权重衰减', note: '对滤波器的 L2 惩罚。' },
    clipNorm: { name: '梯度范数上限', note: '0 为不限；作者的代码为 5。' },
    augmentation: {
      name: '数据增强',
      note: '训练图像如何变化。',
      choices: {
        none: { name: '无', note: '训练图像保持原样。' },
        'pad-crop': { name: '填充、裁剪', note: '填充 4 个像素，裁剪到 32x32，并随机镜像。' },
        'resize-crop': { name: '放大、裁剪', note: '放大到 40x40，裁剪到 32x32，并随机镜像。' },
      },
    },
    normalisation: {
      name: '像素',
      note: '网络看到的像素。',
      choices: {
        training: { name: '标准化', note: '按训练图像的均值和标准差。' },
        cifar10: { name: '标准化（CIFAR-10）', note: '按整个 CIFAR-10 的均值和标准差。' },
        none: { name: '0 到 1', note: '像素为 0 到 1，保持原样。' },
      },
    },
    reward: {
      name: '奖励',
      note: '以哪一轮的准确率为准。',
      choices: { last: { name: '最后一轮' }, best: { name: '最好的一轮' } },
    },
    lastBatch: {
      name: '最后一批',
      note: '一轮中凑不满一批的图像。',
      choices: {
        dropped: { name: '舍弃', note: '留给别的轮次。' },
        filled: { name: '补满', note: '用已看过的图像补满。' },
      },
    },
    retrainings: { name: '重训的单元', note: '用另一个种子再训练一次：准确率随机变化多少。' },
    confirmations: { name: '确认的单元', note: '最好的几个，最后重新训练，并用未参与的图像评判。' },
    confirmationSeeds: { name: '每个的种子数', note: '每个确认单元的训练次数。' },
    minutes: { name: '时间，分钟', note: '设备时间，含确认；K 由此得出。0：不限。' },
    shadows: {
      name: '影子代理模型',
      note: '其他模型也预测选中的单元，但不做选择。',
      choices: { none: { name: '无' }, all: { name: 'LSTM、父代、大小' } },
    },
    probes: { name: '随机抽取的单元', note: '在第 2 级与选中的一起训练，以说明选择的价值。' },
    stopping: {
      name: '提前停止',
      note: '对一级的子代。',
      choices: {
        none: { name: '无', note: '每个都训练到最后一轮。' },
        halving: { name: '减半', note: '在九分之一和三分之一的轮数之后，只有最好的三分之一继续。' },
      },
    },
    start: {
      name: '子代的起点',
      note: '子代在第一轮之前的状态。',
      choices: {
        cold: { name: '冷启动', note: '权重随机抽取。' },
        warm: { name: '热启动', note: '取它所生长自的已训练单元，若后者在最好的 K 个之中。' },
      },
    },
    pareto: {
      name: '选择依据',
      note: '什么样的单元值得训练。',
      choices: {
        off: { name: '准确率' },
        'accuracy,parameters': { name: '准确率、参数', note: '也选就其大小而言表现好的小单元。' },
        'accuracy,multiply-adds': { name: '准确率、乘加运算', note: '也选就其计算量而言表现好的单元。' },
        'accuracy,ms': { name: '准确率、时间', note: '也选就其每步用时而言表现好的单元。' },
      },
    },
    precision: {
      name: '精度',
      note: '训练时如何存储网络的数值。',
      choices: {
        f32: { name: '32 位' },
        'f16-storage': { name: '16 位', note: '内存减半；以 32 位计算。需要 WebGPU。' },
      },
    },
  },
  reach: {
    insecure: '此页面不是以安全方式打开的',
    slow: '这里训练较慢，但一切都可以查看',
    insecureNote:
      '浏览器不向通过普通 http 打开的页面提供 WebGPU，也不提供离线保存页面、保护其存储内容以及让各标签页互通的功能：请一次只在一个标签页中搜索。若要全部可用，请通过 https 打开，或在提供页面的计算机上以 localhost 打开。',
    slowNote: '全速训练需要 WebGPU。同一链接可在支持它的浏览器中打开。',
    watch: '观看记录的搜索',
    watchNote: '真实的搜索，一两分钟，逐步讲解。',
    watchButton: '观看',
    open: '打开分享的结果',
    openNote: '来自链接或 run.json。',
    openButton: '打开',
    train: '慢速训练',
    trainNote: (networks) => `最小的预设只需几分钟：${count(networks)} 个小网络。`,
    trainButton: '填入',
    table: '哪里训练快',
    browser: '浏览器',
    yes: '是',
    no: '否',
    from26: '自 26 起',
    appleSilicon: 'Apple 芯片',
    newer: '较新的 Intel、NVIDIA',
    secure: '安全页面',
    openedSecurely: '通过 https 或 localhost 打开',
    plainHttp: '通过普通 http 从另一台计算机打开',
    offered: '此浏览器提供',
    notUsable: '此浏览器提供，但在这里不可用',
    missing: '缺少 navigator.gpu',
    hidden: '在不安全的页面上被隐藏',
    webgl: '提供；比 WebGPU 慢',
    noWebgl: '未提供：只用处理器训练',
    storage: '存储',
    kept: '可以保存和打开搜索',
    notKept: '此窗口无法保存搜索',
  },
};
