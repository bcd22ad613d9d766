/**
 * @file What a strategy asks of its executor and what it is told. A strategy is a generator of commands: it never trains,
 * stores or waits, so a run can be replayed from its log and resumed anywhere.
 */
import type { Cell } from '../space/cell.ts';

/** A cell to train and what the surrogate expects of it (absent where none was asked). */
export interface Candidate {
  readonly cell: Cell;
  readonly predicted?: number;
}

/**
 * A trained child. `accuracy` is absent when it failed; such a child ranks last. One that failed by itself teaches the surrogate that
 * its like are bad; one that a device or a worker failed teaches it nothing.
 */
export interface TrainedCell {
  readonly cell: Cell;
  readonly level: number;
  readonly accuracy?: number;
  /** Epochs after which it was stopped early, its accuracy then being that or what it is extrapolated to; absent: trained to the end. */
  readonly epochs?: number;
  /** Whether the failure is its own: it would fail again. */
  readonly failedByItself?: boolean;
  /** What its training took, ms; absent where that is not told. */
  readonly durationMs?: number;
}

/** A trained cell that a child starts as. */
export interface Parent {
  readonly cell: Cell;
  /** Epochs after which it was stopped; absent: trained to the end. */
  readonly epochs?: number;
  /** What it started as itself; absent: weights drawn at random. */
  readonly parent?: Parent;
}

/** Train each candidate; the outcome has one entry a candidate, in order. */
export interface TrainCommand {
  readonly type: 'train';
  readonly level: number;
  readonly candidates: readonly Candidate[];
  /** Trained for so many epochs only, of which it may have some already; `most` of them may be trained on. Absent: to the end. */
  readonly until?: { readonly epochs: number; readonly most: number };
  /** What each starts as, in order; absent, for one or for all: weights drawn at random. */
  readonly from?: readonly (Parent | undefined)[];
}

/** Fit the surrogate to all cells trained so far. */
export interface FitCommand {
  readonly type: 'fit';
  /** The highest level among `trained`. */
  readonly level: number;
  readonly trained: readonly TrainedCell[];
}

/** Grow every parent by every possible block, predict each distinct child's accuracy, keep the best `keep`. */
export interface RankCommand {
  readonly type: 'rank';
  /** Blocks of the candidates: the parents' plus one. */
  readonly level: number;
  readonly parents: readonly Cell[];
  readonly keep: number;
  /** Candidates drawn by lot from those not among the best, kept after these; none unless given. */
  readonly probes?: number;
}

/**
 * Predict each of these cells, draw an accuracy from each one's own normal distribution (its prediction, how far the surrogate's members
 * disagree), and keep the best `keep`: independent Thompson sampling.
 */
export interface AcquireCommand {
  readonly type: 'rank';
  /** Blocks of whole cells. */
  readonly level: number;
  readonly candidates: readonly Cell[];
  readonly keep: number;
  /** Which acquisition of the search it is, from 0: names its random draws. */
  readonly round: number;
}

/** Train cells that are trained already once more, from other initial weights and on batches in another order. They are no cells of their own. */
export interface RetrainCommand {
  readonly type: 'retrain';
  readonly level: number;
  /** 1 is the first retraining. */
  readonly repeat: number;
  readonly cells: readonly Cell[];
}

/** Train the cells that a search found best once more, from initial weights of their own, and judge them on images that took no part in it. */
export interface ConfirmCommand {
  readonly type: 'confirm';
  /** 1 is the first confirmation. */
  readonly repeat: number;
  readonly cells: readonly Cell[];
}

/** Name the next cell to train: of a search whose cells another program chooses. */
interface AskCommand {
  readonly type: 'ask';
}

/**
 * Say how many trainings go on: of a search whose budget is time. The log does where it goes on, else as many as proposed do.
 * Of level `level`, or of confirmation `level`: from 1.
 */
export interface ProceedCommand {
  readonly type: 'proceed';
  readonly with: 'train' | 'confirm';
  readonly level: number;
  /** As many as there is time for. */
  readonly children: number;
  /** As many as there are. */
  readonly most: number;
}

export type Command =
  | ProceedCommand
  | AskCommand
  | TrainCommand
  | RetrainCommand
  | ConfirmCommand
  | FitCommand
  | RankCommand
  | AcquireCommand;

/** An accuracy for each cell of a command, in order; undefined where it failed. */
export type Accuracies = readonly (number | undefined)[];

/** The outcomes, by command: `train` all results in order, `fit` nothing a strategy needs, `rank` the kept candidates, best first, then the probes. */
export type Outcome = OutcomeOf & {
  /** What it took of the device's time, ms; absent where that is not told. */
  readonly durationMs?: number;
};

type OutcomeOf =
  | { readonly type: 'train'; readonly trained: readonly TrainedCell[] }
  | { readonly type: 'proceed'; readonly children: number }
  | { readonly type: 'retrain'; readonly accuracies: Accuracies }
  /** `cells`: those confirmed; a run that goes on keeps to the cells that it began with. */
  | { readonly type: 'confirm'; readonly cells: readonly Cell[]; readonly accuracies: Accuracies }
  /** Absent: there are no more. */
  | { readonly type: 'ask'; readonly candidate?: Candidate }
  | { readonly type: 'fit' }
  | { readonly type: 'rank'; readonly kept: readonly Candidate[] };

/** What a search ends with: its best cell, by confirmation where it has one, else by measured accuracy; absent if every child failed. */
export interface SearchResult {
  readonly best?: TrainedCell;
}

export type Strategy = Generator<Command, SearchResult, Outcome>;
