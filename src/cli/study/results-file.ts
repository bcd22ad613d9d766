/** @file The searches of a study as they come, a JSON line each, so that a study that was ended goes on: `searches.jsonl`. */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SearchResult, SearchTask, StudySetting } from './contender.ts';

const FILE = 'searches.jsonl';

export class ResultsFile {
  readonly results: SearchResult[];
  readonly #path: string;

  private constructor(path: string, results: SearchResult[]) {
    this.#path = path;
    this.results = results;
  }

  /**
   * Opens a study's folder, or makes it.
   * @throws {RangeError} when there is another study in it.
   */
  static async open(folder: string, setting: StudySetting): Promise<ResultsFile> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, FILE);
    const head = JSON.stringify(setting);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const [first, ...lines] = text.split('\n').slice(0, -1); // a last line without its end was cut by a kill
    if (first === undefined) await writeFile(path, `${head}\n`);
    else if (first !== head)
      throw new RangeError(`study: ${path} must be of the same table, columns and noise; it is of ${first.slice(0, 300)}. Give another --out`); // prettier-ignore
    else if (!text.endsWith('\n')) await writeFile(path, `${[first, ...lines].join('\n')}\n`);
    const results = new Map<string, SearchResult>(); // a search that two terminals did is one: it is the same
    for (const line of lines) {
      const result = JSON.parse(line) as SearchResult;
      results.set(JSON.stringify([result.contender, result.children, result.seed]), result);
    }
    return new ResultsFile(path, [...results.values()]);
  }

  has({ contender, children, seed }: SearchTask): boolean {
    return this.results.some((one) => one.contender === contender.name && one.children === children && one.seed === seed); // prettier-ignore
  }

  async add(result: SearchResult): Promise<void> {
    this.results.push(result);
    await appendFile(this.#path, `${JSON.stringify(result)}\n`);
  }
}
