/** @file What a study compares: strategies, each with a surrogate, and how a study's searches are told. */
import { STRATEGIES, SURROGATES, type SearchStrategy, type SurrogateName } from '../../contract/config.ts';
import type { AnswerName, RegretCurve } from '../../../workers/table/regret.ts';
import type { TableOptions } from '../../../workers/table/table.ts';

/** A strategy and what it predicts with; one that predicts nothing does not use it. */
export interface Contender {
  /** `pnas`, or with a surrogate that is not the study's `pnas:mlp`. */
  readonly name: string;
  readonly strategy: SearchStrategy;
  readonly surrogate: SurrogateName;
}

/** One search to run. */
export interface SearchTask {
  readonly contender: Contender;
  readonly children: number;
  readonly seed: number;
}

/** One that was run. */
export interface SearchResult extends RegretCurve {
  /** The contender's name. */
  readonly contender: string;
  readonly children: number;
  readonly seed: number;
  /** What it took, fits and rankings included. */
  readonly processorSeconds: number;
}

/** What the searches of a study have in common: a study goes on only with the same. */
export interface StudySetting extends TableOptions {
  readonly table: { readonly name: string; readonly sha256: string };
  /** Added to what searches see, points. */
  readonly noise: number;
  /** How a search's answer is chosen; absent: the best measured, as in studies from before there was a choice. */
  readonly answer?: AnswerName;
}

/** Reads `pnas,random,pnas:mlp`. @throws {RangeError} for unknown names, and for a repeated one. */
export function parseContenders(text: string, surrogate: SurrogateName): Contender[] {
  const contenders = text.split(',').map((name): Contender => {
    const [strategy, own, ...more] = name.trim().split(':');
    const found = STRATEGIES.find((known) => known === strategy);
    const predicts = own === undefined ? surrogate : SURROGATES.find((known) => known === own);
    if (found === undefined || predicts === undefined || more.length > 0) {
      throw new RangeError(
        `--strategies must name some of ${STRATEGIES.join(', ')}, each as it is or with :surrogate, one of ${SURROGATES.join(', ')}; got "${name.slice(0, 40)}"`,
      );
    }
    return { name: predicts === surrogate ? found : `${found}:${predicts}`, strategy: found, surrogate: predicts };
  });
  const repeated = contenders.find(({ name }, i) => contenders.findIndex((other) => other.name === name) < i);
  if (repeated !== undefined) throw new RangeError(`--strategies must name ${repeated.name} once`);
  return contenders;
}
