"""A searcher in twenty lines: a random cell, then cells that differ from the best in one part.

    python3 docs/examples/hill_climb.py 30 --preset smoke --run my-run --out run.json
"""
import random
import sys

from evaluate import Evaluator, random_cell

cells, flags = int(sys.argv[1]), sys.argv[2:]
evaluate = Evaluator(*flags)
choose = random.Random(1).choice
best, accuracy = None, -1.0
for trial in range(cells):
    cell = random_cell(evaluate.ready, lambda _name, choices: choose(choices))
    if best is not None:
        parts, other = best.split(','), cell.split(',')
        place = choose(range(len(parts)))
        parts[place] = other[place]
        cell = ','.join(parts)
    result = evaluate(cell)
    print(f"{result.get('accuracy', 0):.4f} {cell}", file=sys.stderr)
    if result.get('accuracy', -1.0) > accuracy:
        best, accuracy = cell, result['accuracy']
print(evaluate.close())
