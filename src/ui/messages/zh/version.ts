/** @file What is said of a newer version of the page in simplified Chinese. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: '本页的新版本已就绪。',
  pauseThere: '此浏览器无法得知别的标签页是否在搜索：请先在那里暂停。',
  reload: '重新加载',
  later: '以后再说',
  waits: '另一个标签页正在搜索或导入图像。新版本会等它完成。',
};
