/** @file Adam (Kingma & Ba 2015) on one flat vector of weights, in place. */
import { ADAM, adamRate } from '../../network/optimizer.ts';

export class Adam {
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  readonly #rate: number;
  #steps = 0;

  constructor(size: number, rate: number) {
    this.#first = new Float64Array(size);
    this.#second = new Float64Array(size);
    this.#rate = rate;
  }

  step(weights: Float64Array, gradient: Float64Array): void {
    const { beta1, beta2, epsilon } = ADAM;
    this.#steps++;
    const rate = adamRate(this.#rate, this.#steps);
    for (let i = 0; i < weights.length; i++) {
      const slope = gradient[i]!;
      const first = (this.#first[i]! += (1 - beta1) * (slope - this.#first[i]!));
      const second = (this.#second[i]! += (1 - beta2) * (slope * slope - this.#second[i]!));
      weights[i]! -= (rate * first) / (Math.sqrt(second) + epsilon);
    }
  }
}
