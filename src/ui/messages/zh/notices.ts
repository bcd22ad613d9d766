/** @file What stands above a screen after something was done or has failed, in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) => `${count(images)} 张图像已保存在本机。`,
  testLeftOut: '测试批次未导入：搜索不能使用它。',
  imagesDeleted: '图像已删除。用它们做的搜索仍可查看。',
  imagesMissing: (images, name) =>
    `这次搜索的图像（${name} 的 ${count(images)} 张）不在本机。请在“新的搜索”中导入，然后再继续。`,
  searchRuns: '有搜索正在运行。请先暂停或停止；不会丢失任何内容。',
  paused: '已暂停。训练完的子代都已保存；随时可以继续，明天也行。',
  stopped: (children) => `已停止。${count(children)} 个训练完的子代都已保存；“继续”从那里开始。`,
  failed: (reason) => `搜索已中断。${reason} 已测得的全部内容都已保存。`,
  crashed: (reason) => `${reason}. 已测得的全部内容都已保存。`,
  copyKept: '这次搜索的副本已保存在这里。',
  notKept: '这次搜索会留在这里，直到窗口关闭。',
  canResume: '“继续”从目前的进度开始。',
  finalPaused: '已暂停。直到最后一步的内容都已保存；随时可以继续。',
  finalFailed: (reason) => `训练已中断。${reason}. 已训练的内容都已保存。`,
  settingsCopied: '链接已复制。它会填入这些设置，不会启动任何操作。',
  noCopying: '浏览器不允许复制。文本是：',
  badSettings: (mistake) => `此链接有误：${mistake}. 显示的设置不是链接中的设置。`,
  badCell: (reason) => `这里无法绘制此单元。${reason}.`,
  noScreen: (reason) => `无法加载此页面。${reason}. 网络恢复后请重新加载。`,
  refused: {
    operators: '请至少选择一个算子。',
    heldOut: '最多只能留出一半的图像。',
    number: (example) => `请输入一个数，例如 ${example}。`,
    range: (range) => `请输入 ${range} 之间的数。`,
  },
};
