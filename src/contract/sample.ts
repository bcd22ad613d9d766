/** @file The sample that comes with the page; the page shows some of its images, the worker trains on them. */

/** Its file, beside the page. Not named .gz: some servers would then announce or undo the compression. */
export const SAMPLE_FILE = 'cifar10-sample.bin.gzip';
/** What its data set is called in runs. Accuracies on it are not CIFAR-10 accuracies. */
export const SAMPLE_NAME = 'sample';
