/** @file The words of the page's frame in simplified Chinese. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: '搜索',
    cell: '单元',
    surrogate: '代理模型',
    ranking: '排名',
    final: '最终网络',
    try: '试用',
    runs: '记录',
    teach: '课程',
    device: '设备',
  },
  tabs: { top: '页面', bottom: '页面（底部）' },
  light: '浅色',
  dark: '深色',
  language: '语言',
  noLanguage: (reason) => `无法加载这种语言。${reason}。`,
  opening: (screen) => `正在打开“${screen}”。`,
  recorded: '记录的搜索，没有在训练',
  undo: '撤销',
  close: '关闭',
  cell: (number, result) => `单元 ${number}：${result}。`,
  failed: '失败',
};
