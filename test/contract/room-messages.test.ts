import { expect, test } from 'vitest';
import {
  CellsSchema,
  ControlSchema,
  decode,
  encode,
  JobSchema,
  JoinAnswerSchema,
  JoinSchema,
  LeadAnswerSchema,
  LeadRequestSchema,
  ProgressSchema,
  ResultSchema,
  RoomRunSchema,
  RoomStateSchema,
  RosterSchema,
} from '../../src/contract/room-messages.ts';
import { stream } from '../../src/core/random/rng.ts';
import { mutateText } from '../fuzz/mutate.ts';
import { MESSAGES } from '../support/messages.ts';

const SCHEMAS = {
  job: JobSchema,
  result: ResultSchema,
  progress: ProgressSchema,
  join: JoinSchema,
  answer: JoinAnswerSchema,
  run: RoomRunSchema,
  roster: RosterSchema,
  state: RoomStateSchema,
  cells: CellsSchema,
  control: ControlSchema,
  lead: LeadRequestSchema,
  led: LeadAnswerSchema,
};

test('each message is read as it was written', () => {
  for (const [name, message] of Object.entries(MESSAGES)) {
    expect(decode(SCHEMAS[name as keyof typeof SCHEMAS], encode(message), name)).toEqual(message);
  }
});

test('of 10,000 changed messages each is read or refused in a line of words', () => {
  const rng = stream(1, 'room messages');
  const texts = Object.values(MESSAGES).map(encode);
  let refused = 0;
  for (let i = 0; i < 10_000; i++) {
    const [name, schema] = Object.entries(SCHEMAS)[i % texts.length]!;
    const text = rng.uniform() < 0.9 ? mutateText(texts[i % texts.length]!, rng) : texts[rng.integer(texts.length)]!;
    try {
      decode(schema, text, name);
    } catch (error) {
      refused++;
      expect(error).toBeInstanceOf(RangeError);
      expect((error as Error).message).toMatch(new RegExp(`^${name}: `));
      expect((error as Error).message.length).toBeLessThanOrEqual(400);
    }
  }
  expect(refused).toBeGreaterThan(5_000);
  expect(refused).toBeLessThan(10_000);
});

test('a message that is too long is not parsed', () => {
  expect(() => decode(RosterSchema, ' '.repeat(300_000), 'roster')).toThrow(
    'roster: must have at most 256000 characters',
  );
});
