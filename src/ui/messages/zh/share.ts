/** @file The words of sharing a result in simplified Chinese. */
import { count, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: '分享这个结果',
  name: '标题（可选）',
  close: '关闭',
  copy: '复制链接和标题',
  copied: '链接已复制，标题在前。',
  send: '发送',
  embed: '复制嵌入用的 HTML',
  embedCopied: '含此结果的框架 HTML 已复制。',
  see: '看看对方会看到什么',
  about: (characters, isLocal, note) =>
    `${count(characters)} 个字符；${isLocal ? '本页位于这台电脑或其网络中，链接也是' : '可在任何设备上打开'}。不会上传任何内容。${note}`,
  qr: '链接的二维码',
  tooLong: (most) => `对二维码来说太长，二维码最多容纳 ${count(most)} 个字符。`,
  save: (file) => `保存 ${file}`,
  everything: '它包含全部内容。',
  result: {
    none: (cells) => `训练了 ${count(cells)} 个单元，都没有测得结果`,
    measured: (accuracy, images, data, of, cells) =>
      `最好实测 ${percent(accuracy)}：${data ?? 'CIFAR-10 样本'}中从 ${count(of)} 张里留出的 ${count(images)} 张图像，训练 ${count(cells)} 个单元之后`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)}：${data ?? 'CIFAR-10 样本'}中搜索从未见过的 ${count(images)} 张图像，${trainings === 1 ? '重新训练一次' : `${count(trainings)} 次训练的平均`}，训练 ${count(cells)} 个单元之后`,
  },
  headline: (sentence) => `我浏览器里的 PNAS：${sentence}`,
  bestOnly: (kept, cells) => `它包含 ${count(cells)} 个单元中最好的 ${count(kept)} 个，不含重训。`,
  omits: (parts, best) => `为保持简短，链接省略了：${parts}。${best}run.json 包含全部内容。`,
  omitted: {
    surrogate: '对全部候选的预测',
    curves: '学习曲线',
    durations: '用时',
    waiting: '已选但未训练的单元',
  },
};
