"""Speaks to `pnas evaluate --stdio`: one process that trains the cells it is told, and answers with what they measured."""
import json
import subprocess


class Evaluator:
    """`flags` are those of the command. `ready` is its first line: blocks, lookback, operators, validationImages, cells."""

    def __init__(self, *flags):
        command = ['node', '--import', 'tsx', 'src/cli/main.ts', 'evaluate', '--stdio', *flags]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if line == '':
            raise RuntimeError('evaluate ended; its last words are above')
        return json.loads(line)

    def __call__(self, cell, predicted=None):
        """The result of a cell: accuracy in [0, 1], or failure. A cell that cannot be trained is a ValueError."""
        request = {'cell': cell} if predicted is None else {'cell': cell, 'predicted': predicted}
        self.process.stdin.write(json.dumps(request) + '\n')
        self.process.stdin.flush()
        answer = self.read()
        if answer['type'] == 'error':
            raise ValueError(answer['error'])
        return answer

    def close(self):
        """Ends the run: its best cells are confirmed, if its settings say so, and the best is told."""
        self.process.stdin.close()
        done = self.read()
        self.process.wait()
        return done


def random_cell(ready, choose):
    """A cell of all its blocks; `choose(name, choices)` makes each choice."""
    parts = []
    for block in range(ready['blocks']):
        inputs = [*range(-ready['lookback'], 0), *range(block)]
        for half in 'left', 'right':
            parts.append(str(choose(f'input {block} {half}', inputs)))
            parts.append(choose(f'operator {block} {half}', ready['operators']))
    return ','.join(parts)
