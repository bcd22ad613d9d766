"""Optuna as the searcher, by its ask and tell interface (`pip install optuna`).

    python3 docs/examples/optuna_search.py 30 --preset smoke --run my-run --out run.json
"""
import sys

import optuna
from evaluate import Evaluator, random_cell

trials, flags = int(sys.argv[1]), sys.argv[2:]
evaluate = Evaluator(*flags)
study = optuna.create_study(direction='maximize', sampler=optuna.samplers.TPESampler(seed=1))
for _ in range(trials):
    trial = study.ask()
    cell = random_cell(evaluate.ready, trial.suggest_categorical)
    result = evaluate(cell)
    if 'accuracy' in result:
        study.tell(trial, result['accuracy'])
    else:
        study.tell(trial, state=optuna.trial.TrialState.FAIL)
print(evaluate.close())
