/** @file The words of sharing a result in simplified Chinese. */
import { count } from '../../model/format.ts';
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
  bestOnly: (kept, cells) => `它包含 ${count(cells)} 个单元中最好的 ${count(kept)} 个，不含重训。`,
  omits: (parts, best) => `为保持简短，链接省略了：${parts}。${best}run.json 包含全部内容。`,
  omitted: {
    surrogate: '对全部候选的预测',
    curves: '学习曲线',
    durations: '用时',
    waiting: '已选但未训练的单元',
  },
};
